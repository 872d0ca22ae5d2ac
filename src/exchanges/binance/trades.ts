import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Trade } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { type Market, unitOf } from './market.ts';
import { choiceOf, streamTopic } from './stream.ts';
import { idOf, millisOf } from './wireFields.ts';

/** The stream of a trades subscription: every trade on spot, those of one taker at one price as one among futures. */
function tradeStreamOf(market: Market, subscription: Subscription): 'trade' | 'aggTrade' {
  return choiceOf(subscription, 'stream', market === 'spot' ? ['trade', 'aggTrade'] : ['aggTrade', 'trade']);
}

/** The `trade` or the `aggTrade` stream, by `params: { stream: 'trade' | 'aggTrade' }`. */
export function tradesOf(market: Market): ValueChannel<Trade> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      const stream = tradeStreamOf(market, subscription);
      const isDefault = stream === tradeStreamOf(market, { channel: 'trades' });
      return streamTopic(market, subscription, {
        suffix: `@${stream}`,
        ...(isDefault ? {} : { subscription: { params: { stream } } }),
      });
    },
    reader: (context) => (payload, receivedAt) =>
      isOfMarket(payload as Row) ? [toTrade(payload as Row, market, context, receivedAt)] : [],
  };
}

/**
 * Whether a trade was made in the market. Single trades of futures say by `X` what they are: `MARKET`, or what the insurance fund and
 * forced reductions (`INSURANCE_FUND`, `ADL`) settled, at prices far from the market's, or nothing at all (`NA`, of price and size 0).
 *
 * @see https://github.com/QuantConnect/Lean.Brokerages.Binance/issues/28
 * @see https://github.com/nkaz001/hftbacktest/issues/263
 */
function isOfMarket({ e: event, X: origin }: Row): boolean {
  return event !== 'trade' || origin === undefined || origin === 'MARKET';
}

/**
 * ```json
 * {"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.001","q":"100","T":1672515782136,"m":true,"M":true}
 * {"e":"aggTrade","E":1672515782136,"s":"BNBBTC","a":12345,"p":"0.001","q":"100","f":100,"l":105,"T":1672515782136,"m":true,"M":true}
 * ```
 * `m`: the buyer was the maker, so the taker sold. Aggregates of 2019 had no id but those of the trades in them.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#trade-streams
 */
function toTrade(row: Row, market: Market, { exchange, symbol }: ReadContext, receivedAt: number): Trade {
  const { p: price, q: size, m: isBuyerMaker } = row;
  if (typeof isBuyerMaker !== 'boolean') throw new ColdwireError('protocol-violation', { what: 'field m' });
  return {
    kind: 'trade',
    exchange,
    symbol,
    id: row['e'] === 'trade' ? idOf(row['t'], 't') : idOf(row['a'] ?? row['f'], 'a'),
    side: isBuyerMaker ? 'sell' : 'buy',
    price: positiveOf(price, 'p'),
    size: positiveOf(size, 'q'),
    priceText: textOf(price, 'p'),
    sizeText: textOf(size, 'q'),
    unit: unitOf(market),
    time: millisOf(row['T'], 'T'),
    receivedAt,
  };
}
