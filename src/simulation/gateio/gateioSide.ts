import { ColdwireError } from '../../errors/coldwireError.ts';
import type { VenueEndpoint, VenueMaker } from '../venueSide.ts';
import { admission } from './admission.ts';
import { apiDesk } from './apiDesk.ts';
import { commitFault } from './commitFault.ts';
import { limits } from './limits.ts';
import { marketFeed } from './marketFeed.ts';
import { privateFeed } from './privateFeed.ts';
import type { Product } from './product.ts';
import { isPrivate } from './readTopics.ts';
import { rest } from './rest.ts';
import { type Session, session } from './session.ts';
import type { Serving } from './serving.ts';
import { trader } from './trader.ts';

const PATHS: Readonly<Record<Product, string>> = { spot: '/ws/v4/', futures: '/v4/ws/usdt' };

/**
 * Gate's side of its WebSocket v4 and of what a client asks REST for, spot and USDT perpetuals on one host, written from the venue's
 * documentation and from frames recorded between 2021 and 2026, without a look at the client's side.
 */
export const gateioSide: VenueMaker = (world, recorded) => {
  if (recorded !== undefined) throw new ColdwireError('unsupported', { what: 'recorded sessions of gateio' });
  const sessions = new Set<Session>();
  const chance = world.random('connection ids');
  const admitted = admission(world.now);
  const feed = marketFeed(world);
  const trades = trader(
    world,
    feed.desks.map(({ listing }) => listing),
  );
  const accounts = privateFeed(world, trades);
  const digits = (count: number): string =>
    Array.from({ length: count }, () => Math.floor(chance() * 16).toString(16)).join('');
  const serving: Serving = {
    serve: (topic, caller) => (isPrivate(topic.wish) ? accounts.serve(topic, caller) : feed.serve(topic)),
    symbolOf: (product, name) => feed.find(product, name)?.listing.market.spec.symbol,
    refusal: admitted.refusal,
  };
  const { symbolOf } = serving;
  const endpoint = (product: Product): VenueEndpoint => ({
    path: PATHS[product],
    dials: limits.dials,
    refusal() {
      if (sessions.size < limits.connections) return undefined;
      world.violate('connections', `more than ${limits.connections} at once`);
      return { status: 429 };
    },
    connected(connection) {
      const started = session(connection, {
        product,
        world,
        serving,
        digits,
        apiDesk: (of, connId) => apiDesk({ product, connection: of, connId, world, trader: trades, symbolOf }),
      });
      sessions.add(started);
      return {
        receive: started.receive,
        left() {
          sessions.delete(started);
          started.left();
        },
      };
    },
  });

  return {
    endpoints: [endpoint('spot'), endpoint('futures')],
    step: feed.step,
    book: feed.book,
    rest: rest({ world, feed, trader: trades }),
    commit: (fault, at) => commitFault(fault, at, { sessions, feed, admission: admitted }),
  };
};
