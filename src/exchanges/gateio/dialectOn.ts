import { isPrivateChannel } from '../../protocol/channelNames.ts';
import type { Dialect } from '../../protocol/dialect.ts';
import { isRow } from '../../protocol/fields.ts';
import type { LimitRule } from '../../protocol/limitRule.ts';
import { accountChannel } from './accountChannels.ts';
import { complete, isApiMessage, withId } from './apiMessage.ts';
import { bookOn } from './book.ts';
import { candlesOn } from './candles.ts';
import { classifyOn } from './classify.ts';
import { loginOn } from './login.ts';
import type { Market } from './markets.ts';
import { ordersOn } from './orders.ts';
import { quotesOn } from './quotes.ts';
import { isFinalReply, rejectionOf, replyIdOf } from './replies.ts';
import { secondsOf } from './rest.ts';
import { showsOn } from './shows.ts';
import { subscribingOn } from './subscribing.ts';
import { tickersOn } from './tickers.ts';
import { tradesOn } from './trades.ts';

/** "200 requests every 10 seconds" an endpoint, by address or by account: kept by all of them together, as most here ask one. */
const restLimits: readonly LimitRule[] = [
  { scope: 'address', counts: 'frames', kind: 'sliding', limit: 200, window: 10_000 },
];

/**
 * The socket of a market, for all there is: market data, accounts and orders. Numbers are kept as their texts, for ids pass 2^53 and
 * fees have exponents. The venue states no limits to subscriptions or messages, and advises a hundred connections at most.
 *
 * @see https://www.gate.com/docs/developers/apiv4/ws/en/
 */
export function dialectOn(market: Market): Dialect {
  const { name, prefix, url } = market;
  const tickers = tickersOn(market);
  return {
    name,
    url,
    rest: { live: 'https://api.gateio.ws', test: 'https://api-testnet.gateapi.io', limits: restLimits },
    codec: { kind: 'json', numbers: 'text', levels: ['b', 'a', 'bids', 'asks'] },
    auth: { recipe: 'hmac-sha512-hex', optional: true },
    gate: [loginOn(market)],
    classify: classifyOn(market),
    shows: showsOn(market),
    channels: {
      trades: tradesOn(market),
      ticker: tickers,
      quotes: quotesOn(market),
      book: bookOn(market),
      candles: candlesOn(market),
      orders: accountChannel(market, 'orders'),
      fills: accountChannel(market, 'fills'),
      balances: accountChannel(market, 'balances'),
      // One topic tells all three.
      ...(prefix === 'futures'
        ? { funding: tickers, mark: tickers, positions: accountChannel(market, 'positions') }
        : {}),
    },
    subscribing: subscribingOn(market),
    heartbeat: {
      every: 10_000,
      message: ({ time }) => ({ time: Number(secondsOf(time)), channel: `${prefix}.ping` }),
      isReply: (message) => isRow(message) && message['channel'] === `${prefix}.pong`,
    },
    // A pong proves nothing of market data, and nothing fills the silence of a quiet market: three minutes of it are not believed, at
    // the price that what is quieter still is asked for anew as often. Accounts alone on a socket are believed by the pong.
    liveness: {
      within: 180_000,
      isProof: (message) => isRow(message) && message['channel'] !== `${prefix}.pong`,
      mayBeQuiet: ({ channel }) => isPrivateChannel(channel),
    },
    // No limit is stated; small enough that losing one socket is not losing the market, and no reader is too slow.
    capacity: { topicsPerSocket: 200 },
    idOf: replyIdOf,
    withId,
    requests: { isPrivate: isApiMessage, complete, isFinal: isFinalReply, rejectionOf },
    orders: ordersOn(market),
  };
}
