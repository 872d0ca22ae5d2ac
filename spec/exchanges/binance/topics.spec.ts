import { describe, expect, it } from '@jest/globals';
import { isColdwireError } from '../../../src/errors/coldwireError.ts';
import { binance } from '../../../src/exchanges/binance/index.ts';
import type { Subscription } from '../../../src/model/subscription.ts';

/** The dialect and the stream that serve a subscription, or why nothing does. */
function servedBy(subscription: Subscription): string {
  const route = binance.route(subscription);
  if (route === undefined) return 'nothing';
  try {
    const topic = binance.dialects[route]?.channels[subscription.channel]?.topicOf(subscription);
    return `${route} ${topic?.item} ${topic?.key === topic?.item ? '' : topic?.key}`.trim();
  } catch (error) {
    return isColdwireError(error) ? error.kind : 'strange';
  }
}

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const COIN = 'BTC/USD:BTC';

describe('subscriptions', () => {
  it.each<[Subscription, string]>([
    [{ channel: 'trades', symbol: SPOT }, 'spot btcusdt@trade'],
    [{ channel: 'trades', symbol: SPOT, params: { stream: 'aggTrade' } }, 'spot btcusdt@aggTrade'],
    [{ channel: 'trades', symbol: SWAP }, 'usdm-market btcusdt@aggTrade'],
    [{ channel: 'trades', symbol: SWAP, params: { stream: 'trade' } }, 'usdm-public btcusdt@trade'],
    [{ channel: 'trades', symbol: COIN }, 'coinm btcusd_perp@aggTrade'],
    [{ channel: 'ticker', symbol: SPOT }, 'spot btcusdt@ticker'],
    [{ channel: 'ticker', symbol: SWAP }, 'usdm-market btcusdt@ticker'],
    [{ channel: 'quotes', symbol: SPOT }, 'spot btcusdt@bookTicker'],
    [{ channel: 'quotes', symbol: SWAP }, 'usdm-public btcusdt@bookTicker'],
    [{ channel: 'candles', symbol: SPOT }, 'spot btcusdt@kline_1m'],
    [{ channel: 'candles', symbol: SPOT, interval: '1s' }, 'spot btcusdt@kline_1s'],
    [{ channel: 'candles', symbol: SWAP, interval: '1M' }, 'usdm-market btcusdt@kline_1M'],
    [{ channel: 'candles', symbol: SWAP, interval: '1s' }, 'unsupported'],
    [{ channel: 'candles', symbol: SPOT, interval: '7m' }, 'unsupported'],
    [{ channel: 'book', symbol: SPOT }, 'spot btcusdt@depth@100ms'],
    [{ channel: 'book', symbol: SPOT, depth: 20 }, 'spot btcusdt@depth@100ms'],
    [{ channel: 'book', symbol: SPOT, depth: 1_001 }, 'spot btcusdt@depth@100ms btcusdt@depth@100ms#5000'],
    [{ channel: 'book', symbol: SPOT, depth: 5_001 }, 'unsupported'],
    [{ channel: 'book', symbol: SPOT, params: { speed: '1000ms' } }, 'spot btcusdt@depth'],
    [{ channel: 'book', symbol: SPOT, params: { speed: '250ms' } }, 'invalid-options'],
    [{ channel: 'book', symbol: SWAP, params: { speed: '250ms' } }, 'usdm-public btcusdt@depth'],
    [{ channel: 'book', symbol: SWAP, params: { speed: '500ms' } }, 'usdm-public btcusdt@depth@500ms'],
    [{ channel: 'book', symbol: SPOT, depth: 6, params: { partial: true } }, 'spot btcusdt@depth10@100ms'],
    [{ channel: 'book', symbol: SPOT, depth: 21, params: { partial: true } }, 'unsupported'],
    [{ channel: 'book', symbol: COIN, params: { partial: true, speed: '500ms' } }, 'coinm btcusd_perp@depth5@500ms'],
    [{ channel: 'mark', symbol: SWAP }, 'usdm-market btcusdt@markPrice@1s btcusdt@markPrice@1s#mark'],
    [{ channel: 'funding', symbol: SWAP }, 'usdm-market btcusdt@markPrice btcusdt@markPrice#funding'],
    [{ channel: 'mark', symbol: SPOT }, 'nothing'],
    [{ channel: 'trades', symbol: SPOT, params: { strem: 'trade' } }, 'invalid-options'],
    [{ channel: 'ticker', symbol: SPOT, params: { speed: '1s' } }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'nonsense' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'BTC/USDT:BTC' }, 'nothing'],
    [{ channel: 'orders' }, 'spot-api account'],
    [{ channel: 'balances', symbol: SWAP }, 'usdm-private account'],
    [{ channel: 'fills', params: { market: 'usdm' } }, 'usdm-private account'],
    [{ channel: 'orders', params: { market: 'constructor' } }, 'nothing'],
    [{ channel: 'positions' }, 'usdm-private account'],
    [{ channel: 'positions', symbol: SPOT }, 'nothing'],
    [{ channel: 'constructor' as 'orders' }, 'nothing'],
  ])('are served by the stream that tells it: %j', (subscription, served) => {
    expect(servedBy(subscription)).toBe(served);
  });

  it('are shown again by the content of the streams that serve them', () => {
    for (const symbol of [SPOT, SWAP, COIN]) {
      for (const subscription of [
        { channel: 'trades', symbol },
        { channel: 'quotes', symbol },
        { channel: 'ticker', symbol },
        { channel: 'book', symbol },
        { channel: 'book', symbol, depth: 5, params: { partial: true } },
        { channel: 'candles', symbol, interval: '3m' },
      ] as const) {
        const dialect = binance.dialects[binance.route(subscription) ?? ''];
        const channel = dialect?.channels[subscription.channel];
        const topic = channel?.topicOf(subscription);
        const shown = dialect?.shows?.({ kind: 'data', route: topic?.route ?? '', payload: {} });
        expect(shown && channel?.topicOf(shown)).toEqual(topic);
      }
    }
  });
});
