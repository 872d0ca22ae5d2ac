import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Subscription } from '../../model/subscription.ts';
import { bookWireOf } from './bookChannels.ts';
import { instIdOf } from './instId.ts';
import { barOf } from './intervals.ts';

/** What the venue calls a subscription: one element of `args`. */
export type Arg = Readonly<Record<string, string>>;

/**
 * What is asked for on the wire. Throws `unsupported` or `invalid-options`.
 *
 * ```json
 * {"channel":"books","instId":"BTC-USDT"}
 * {"channel":"orders","instType":"ANY"}
 * ```
 */
export function argOf(subscription: Subscription): Arg {
  const { channel, symbol, depth, interval = '1m', params = {} } = subscription;
  const market = (name: string): Arg => ({ channel: name, instId: instIdOf(symbol) });
  switch (channel) {
    case 'trades':
      return market(String(params['channel'] ?? 'trades'));
    case 'ticker':
      return market('tickers');
    case 'quotes':
      return market('bbo-tbt');
    case 'book':
      return market(bookWireOf(depth, params['channel']).channel);
    case 'candles': {
      const bar = barOf(interval, params['utc'] === true);
      if (bar === undefined) throw new ColdwireError('unsupported', { what: `interval ${interval}` });
      return market(`candle${bar}`);
    }
    case 'funding':
      return market('funding-rate');
    case 'mark':
      return market('mark-price');
    case 'balances':
      return { ...extrasOf(params), channel: 'account' };
    case 'orders':
    case 'fills':
    case 'positions': {
      const { market: instType = 'ANY', ...extras } = params;
      const name = channel === 'positions' ? channel : 'orders';
      return { ...extrasOf(extras), channel: name, instType: String(instType).toUpperCase() };
    }
  }
}

function extrasOf(params: NonNullable<Subscription['params']>): Arg {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
