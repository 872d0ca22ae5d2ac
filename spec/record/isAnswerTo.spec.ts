import { describe, expect, it } from '@jest/globals';
import { isAnswerTo } from '../../src/record/isAnswerTo.ts';

const asked = '/api/v3/depth?symbol=BTCUSDT&limit=5000';

describe('isAnswerTo', () => {
  it.each([
    ['https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=5000', true],
    ['https://www.binance.com/api/v1/depth?limit=1000&symbol=BTCUSDT', true],
    ['https://api.binance.com/api/v3/depth?symbol=BTCUSDT&extra=1', true],
    ['https://api.binance.com/api/v3/depth?symbol=ETHUSDT&limit=5000', false],
    ['https://api.binance.com/api/v3/depth', false],
    ['https://api.binance.com/api/v3/trades?symbol=BTCUSDT&limit=5000', false],
    ['', false],
  ])('compares what is asked for, not where nor how deep: %s', (url, answers) => {
    expect(isAnswerTo(asked, url)).toBe(answers);
  });

  it('takes a symbol in the path', () => {
    expect(isAnswerTo('/api/v2/order_book/btcusd', 'https://www.bitstamp.net/api/v2/order_book/btcusd')).toBe(true);
    expect(isAnswerTo('/api/v2/order_book/btcusd', 'https://www.bitstamp.net/api/v2/order_book/xrpusd')).toBe(false);
  });
});
