import { isColdwireError } from '../../errors/coldwireError.ts';
import type { Subscription } from '../../model/subscription.ts';
import { type Market, venueSymbolOf } from './market.ts';

/** The dialect that serves a subscription: by its market, and among futures margined in dollar coins by its channel. */
export function routeOf(subscription: Subscription): string | undefined {
  const { channel, symbol, params = {} } = subscription;
  switch (channel) {
    case 'trades':
    case 'ticker':
    case 'quotes':
    case 'book':
    case 'candles':
    case 'funding':
    case 'mark': {
      const market = marketOf(symbol ?? '');
      if (market === 'usdm') {
        const isPublic = channel === 'book' || channel === 'quotes' || params['stream'] === 'trade';
        return isPublic ? 'usdm-public' : 'usdm-market';
      }
      const isServed = market === 'coinm' || (channel !== 'funding' && channel !== 'mark');
      return isServed ? market : undefined;
    }
    case 'positions':
      return (params['market'] ?? 'usdm') === 'usdm' && marketOf(symbol ?? 'X/X:X') === 'usdm'
        ? 'usdm-private'
        : undefined;
    case 'orders':
    case 'fills':
    case 'balances':
      return ACCOUNTS.get(params['market'] ?? (symbol === undefined ? 'spot' : marketOf(symbol)));
    // Whatever text a caller takes for a channel.
    default:
      return undefined;
  }
}

/** What tells of an account, by its market. */
const ACCOUNTS: ReadonlyMap<unknown, string> = new Map([
  ['spot', 'spot-api'],
  ['usdm', 'usdm-private'],
]);

/** The dialect that takes the orders of a symbol; spot's, where none is said. */
export function orderRouteOf(symbol = 'X/X'): string | undefined {
  const market = marketOf(symbol);
  return market === 'coinm' || market === undefined ? undefined : `${market}-api`;
}

/** The market of a symbol; spot for what is no symbol, and will be refused as such. Nothing for what Binance has not. */
function marketOf(symbol: string): Market | undefined {
  try {
    return venueSymbolOf(symbol).market;
  } catch (error) {
    return isColdwireError(error, 'unsupported') ? undefined : 'spot';
  }
}
