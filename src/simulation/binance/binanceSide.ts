import { ColdwireError } from '../../errors/coldwireError.ts';
import { isTarget } from '../fault.ts';
import type { Connection, Conversation, VenueDefinition, VenueWorld } from '../venueSide.ts';
import { readAddress } from './address.ts';
import { counter } from './counter.ts';
import { endpoints } from './endpoints.ts';
import { type Front, front } from './front.ts';
import { futuresAccount } from './futuresAccount.ts';
import { futuresTrading } from './futuresTrading.ts';
import { type ListenKeys, listenKeys } from './listenKeys.ts';
import { type MarketFeed, marketFeed } from './marketFeed.ts';
import { marketMethods } from './marketMethods.ts';
import { type Ban, commitMisdeed } from './misdeeds.ts';
import { type Naming, naming } from './naming.ts';
import { type Product, productOf } from './product.ts';
import { type RequestSession, requestSession } from './requestSession.ts';
import { rest } from './rest.ts';
import { spotTrading } from './spotTrading.ts';
import { type StreamSession, streamSession } from './streamSession.ts';
import { users } from './users.ts';

/**
 * Binance's side: spot streams and requests, USD-margined futures' streams behind three entrances and requests, and REST; written
 * from the documentation of July 2026 and from recordings, without a look at the client's side. All of it is as if on one host.
 */
export const binanceSide: VenueDefinition['side'] = (world, recorded) => {
  if (recorded !== undefined) throw new ColdwireError('unsupported', { what: 'a recording of binance served again' });
  if (!world.markets.every(({ spec }) => productOf(spec.symbol) !== undefined)) {
    const expected = 'spot symbols, or swaps settled in their quote';
    throw new ColdwireError('invalid-options', { option: 'symbols', expected });
  }
  const feed = marketFeed(world);
  const names = naming(world.random('names'));
  const keys = listenKeys(world);
  const told = users({ world, names, listen: world.exchange.follow });
  const fronts = frontsOf(world, feed, names, keys);
  const streams = new Set<StreamSession>();
  const requests = new Set<RequestSession>();
  const bans: Ban[] = [];
  const refusedNow = (symbol: string): { readonly error: string | undefined } | undefined => {
    const ban = bans.find(({ fault, until }) => isTarget(fault, symbol) && world.now() < until);
    return ban && { error: ban.fault.args.error };
  };
  const converseInStreams = (connection: Connection): Conversation => {
    const { path, query } = connection.handshake;
    const address = readAddress(path, query);
    const settings = { world, feed, address, listenKeys: keys, users: told, refusedNow };
    return kept(streams, streamSession(connection, settings));
  };
  const converseInRequests = (connection: Connection, product: Product): Conversation => {
    const unified = (venueSymbol: string) => feed.find(product, venueSymbol)?.market.spec.symbol;
    return kept(requests, requestSession(connection, { product, world, front: fronts[product], users: told, unified }));
  };
  const scene = { feed, fronts, streams, requests, listenKeys: keys, bans, random: world.random('closing') };

  return {
    endpoints: endpoints({ streams: converseInStreams, requests: converseInRequests }),
    step: feed.step,
    book: feed.book,
    rest: (request) => rest(request, fronts, world),
    commit: (fault, at) => commitMisdeed(fault, at, scene),
  };
};

/** The conversation, counted among the others while it lasts. */
function kept<T extends Conversation>(all: Set<T>, session: T): Conversation {
  all.add(session);
  return {
    receive: session.receive,
    left() {
      all.delete(session);
      session.left();
    },
  };
}

function frontsOf(
  world: VenueWorld,
  feed: MarketFeed,
  names: Naming,
  keys: ListenKeys,
): Readonly<Record<Product, Front>> {
  const { exchange, armed, now } = world;
  const shared = { exchange, feed, armed, names };
  const spot = spotTrading(counter({ ...shared, product: 'spot' }), exchange);
  const usdm = futuresTrading(counter({ ...shared, product: 'usdm' }), exchange);
  const swaps = feed.desks.flatMap(({ printing: { product, venueSymbol } }) =>
    product === 'usdm' ? [venueSymbol] : [],
  );
  return {
    spot: front('spot', { ...marketMethods('spot', feed, now), ...spot }, world),
    usdm: front(
      'usdm',
      { ...marketMethods('usdm', feed, now), ...usdm, ...futuresAccount(exchange, swaps, now), ...keys.methods },
      world,
    ),
  };
}
