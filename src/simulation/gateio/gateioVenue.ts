import type { Quoting } from '../market/instrumentSpec.ts';
import type { VenueDefinition } from '../venueSide.ts';
import { gateioSide } from './gateioSide.ts';

/** A contract is so much of its base; of others one coin here, though the venue has other sizes. */
const CONTRACTS: Readonly<Record<string, string>> = { BTC: '0.0001', ETH: '0.01' };

/** Gate.io v4, spot and USDT perpetuals. Contracts are traded whole, spot from 0.00001 of the base on. */
export const gateioVenue: VenueDefinition = {
  symbols: ['BTC/USDT', 'ETH/USDT', 'BTC/USDT:USDT', 'ETH/USDT:USDT'],
  signing: { bits: 512, encoding: 'hex', secret: 'text', text: 'utf8' },
  quoting: (symbol): Quoting =>
    symbol.includes(':')
      ? { sizeDecimals: 0, minLots: 1, contractSize: CONTRACTS[symbol.split('/')[0] ?? ''] ?? '1' }
      : { sizeDecimals: 6, minLots: 10 },
  exchange: {
    // Nineteen digits, as futures have them: far beyond what a double holds.
    orderId: (count, random) =>
      `36${String(Math.floor(random() * 1e9)).padStart(9, '0')}${String(count).padStart(8, '0')}`,
    fees: { maker: 1_000, taker: 1_500, in: 'received' },
  },
  side: gateioSide,
};
