import type { RestSide } from '../../protocol/dialect.ts';
import { coinmWeight, spotWeight, usdmWeight } from './limits.ts';
import type { Market } from './market.ts';

/** REST's sides, each shared by the dialects of its market. */
export const restSides: Readonly<Record<Market, RestSide>> = {
  spot: { live: 'https://api.binance.com', test: 'https://testnet.binance.vision', limits: [spotWeight] },
  usdm: { live: 'https://fapi.binance.com', test: 'https://testnet.binancefuture.com', limits: [usdmWeight] },
  coinm: { live: 'https://dapi.binance.com', test: 'https://testnet.binancefuture.com', limits: [coinmWeight] },
};
