import { ColdwireError } from '../../errors/coldwireError.ts';
import { isTarget } from '../fault.ts';
import type { VenueEndpoint } from '../venueSide.ts';
import type { Connection, Conversation, VenueDefinition } from '../venueSide.ts';
import { readAddress } from './address.ts';
import { front } from './front.ts';
import { limits } from './limits.ts';
import { marketFeed } from './marketFeed.ts';
import { marketMethods } from './marketMethods.ts';
import { type Ban, commitMisdeed } from './misdeeds.ts';
import { type Product, productOf } from './product.ts';
import { rest } from './rest.ts';
import { type StreamSession, streamSession } from './streamSession.ts';

/**
 * Binance's side: spot streams, USD-margined futures' streams behind three entrances, and REST; written from the documentation of
 * July 2026 and from recordings, without a look at the client's side.
 */
export const binanceSide: VenueDefinition['side'] = (world, recorded) => {
  if (recorded !== undefined) throw new ColdwireError('unsupported', { what: 'a recording of binance served again' });
  if (!world.markets.every(({ spec }) => productOf(spec.symbol) !== undefined)) {
    throw new ColdwireError('invalid-options', {
      option: 'symbols',
      expected: 'spot symbols, or swaps settled in their quote',
    });
  }
  const { now } = world;
  const feed = marketFeed(world);
  const fronts = {
    spot: front('spot', marketMethods('spot', feed, now), world),
    usdm: front('usdm', marketMethods('usdm', feed, now), world),
  };
  const sessions = new Set<StreamSession>();
  const bans: Ban[] = [];
  const refusedNow = (symbol: string): { readonly error: string | undefined } | undefined => {
    const ban = bans.find(({ fault, until }) => isTarget(fault, symbol) && now() < until);
    return ban && { error: ban.fault.args.error };
  };
  const converse = (connection: Connection): Conversation => {
    const { path, query } = connection.handshake;
    const session = streamSession(connection, { world, feed, address: readAddress(path, query), refusedNow });
    sessions.add(session);
    return {
      receive: session.receive,
      left() {
        sessions.delete(session);
        session.left();
      },
    };
  };

  return {
    endpoints: endpointsOf(converse),
    step: feed.step,
    book: feed.book,
    rest: (request) => rest(request, fronts, world),
    commit: (fault, at) => commitMisdeed(fault, at, { world, feed, fronts, sessions, bans }),
  };
};

function endpointsOf(connected: (connection: Connection) => Conversation): readonly VenueEndpoint[] {
  const paths: Readonly<Record<Product, readonly string[]>> = {
    spot: ['/ws', '/ws/*', '/stream'],
    usdm: ['public', 'market', 'private'].flatMap((tier) => [`/${tier}/ws`, `/${tier}/ws/*`, `/${tier}/stream`]),
  };
  return (['spot', 'usdm'] as const).flatMap((product) =>
    paths[product].map((path) => ({
      path,
      dials: limits.dials[product],
      messages: limits.messages[product],
      frameBytes: limits.frameBytes,
      pings: limits.pings[product],
      connected,
    })),
  );
}
