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
    default:
      return undefined;
  }
}

/** The market of a symbol; spot for what is no symbol, and will be refused as such. Nothing for what Binance has not. */
export function marketOf(symbol: string): Market | undefined {
  try {
    return venueSymbolOf(symbol).market;
  } catch (error) {
    return isColdwireError(error, 'unsupported') ? undefined : 'spot';
  }
}
