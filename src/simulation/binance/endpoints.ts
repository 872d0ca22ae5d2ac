import type { Connection, Conversation, VenueEndpoint } from '../venueSide.ts';
import { limits } from './limits.ts';
import type { Product } from './product.ts';

/** Who converses on which kind of socket. */
export interface Conversing {
  readonly streams: (connection: Connection) => Conversation;
  readonly requests: (connection: Connection, product: Product) => Conversation;
}

const tiers = ['public', 'market', 'private'];

/**
 * What follows `/stream` in a path is not looked at: ccxt tells spot from futures by `/stream` in the url, and dials `/stream/0` when
 * it is pointed there.
 */
const streamPaths: Readonly<Record<Product, readonly string[]>> = {
  spot: ['/ws', '/ws/*', '/stream', '/stream/*'],
  usdm: tiers.flatMap((tier) => [`/${tier}/ws`, `/${tier}/ws/*`, `/${tier}/stream`]),
};

const requestPaths: Readonly<Record<Product, string>> = { spot: '/ws-api/v3', usdm: '/ws-fapi/v1' };

/** All endpoints of the venue, as if on one host. */
export function endpoints({ streams, requests }: Conversing): readonly VenueEndpoint[] {
  return (['spot', 'usdm'] as const).flatMap((product): readonly VenueEndpoint[] => {
    const [dials, pings] = [limits.dials[product], limits.pings[product]];
    const { frameBytes } = limits;
    return [
      ...streamPaths[product].map((path) => ({
        path,
        dials,
        pings,
        frameBytes,
        messages: limits.messages[product],
        connected: streams,
      })),
      { path: requestPaths[product], dials, pings, connected: (connection) => requests(connection, product) },
    ];
  });
}
