import type { VenueDefinition } from '../venueSide.ts';
import { krakenId } from './krakenId.ts';
import { krakenSide } from './krakenSide.ts';

/** Kraken spot. What is signed there is a path and the bytes of a digest. */
export const krakenVenue: VenueDefinition = {
  symbols: ['BTC/USD', 'ETH/USD'],
  signing: { bits: 512, encoding: 'base64', secret: 'base64', text: 'bytes' },
  exchange: { orderId: (count) => krakenId('O', count) },
  side: krakenSide,
};
