import type { Quoting } from '../market/instrumentSpec.ts';
import type { VenueDefinition } from '../venueSide.ts';
import { okxSide } from './okxSide.ts';

/** A contract is so much of its base; of others one coin here, though the venue has other sizes. */
const CONTRACTS: Readonly<Record<string, string>> = { BTC: '0.01', ETH: '0.1' };

/** OKX v5, spot and linear swaps. Contracts are traded in hundredths, spot from 0.00001 of the base on (recorded instruments). */
export const okxVenue: VenueDefinition = {
  symbols: ['BTC/USDT', 'ETH/USDT', 'BTC/USDT:USDT', 'ETH/USDT:USDT'],
  signing: { bits: 256, encoding: 'base64', secret: 'text', text: 'utf8' },
  quoting: (symbol): Quoting =>
    symbol.includes(':')
      ? { sizeDecimals: 2, minLots: 1, contractSize: CONTRACTS[symbol.split('/')[0] ?? ''] ?? '1' }
      : { sizeDecimals: 8, minLots: 1_000 },
  exchange: {
    orderId: (count, random) =>
      `24${String(Math.floor(random() * 1e9)).padStart(9, '0')}${String(count).padStart(8, '0')}`,
    fees: { maker: 800, taker: 1_000, in: 'received' },
    postOnly: 'cancel',
  },
  side: okxSide,
};
