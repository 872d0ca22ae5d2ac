import { ColdwireError } from '../../errors/coldwireError.ts';
import type { VenueEndpoint, VenueMaker } from '../venueSide.ts';
import { admission } from './admission.ts';
import { boards } from './boards.ts';
import type { Endpoint } from './channels.ts';
import { commitFault } from './commitFault.ts';
import { connectionRoll } from './connectionRoll.ts';
import { limits } from './limits.ts';
import { marketFeed } from './marketFeed.ts';
import type { Operator } from './operations.ts';
import { type PrivateFeed, privateFeed } from './privateFeed.ts';
import { rest } from './rest.ts';
import { type Session, session } from './session.ts';
import { trader } from './trader.ts';
import type { Wish } from './wish.ts';

/**
 * OKX's side of its WebSocket v5 and of what a client asks REST for, written from the venue's documentation and from frames recorded
 * between 2022 and 2026, without a look at the client's side.
 */
export const okxSide: VenueMaker = (world, recorded) => {
  if (recorded !== undefined) throw new ColdwireError('unsupported', { what: 'recorded sessions of okx' });
  const { now } = world;
  const sessions = new Set<Session>();
  const chance = world.random('connection ids');
  const admitted = admission(now);
  const feed = marketFeed(world, admitted.isWithheld);
  const listings = [...feed.desks.values()].map(({ listing }) => listing);
  const board = boards(listings, world);

  const trades = trader(world);
  const accounts = privateFeed({ world, listings, papersOf: trades.papersOf });

  const sourceOf = ({ kind }: Wish): Pick<PrivateFeed, 'serve' | 'refusal'> =>
    kind.endpoint === 'private' ? accounts : kind.by === 'instId' ? feed : board;
  const operator: Operator = {
    desks: feed.desks,
    trader: trades,
    roll: connectionRoll(),
    symbolOf: ({ instId = '' }) => feed.desks.get(instId)?.listing.market.spec.symbol,
    serve: (topic, caller) => sourceOf(topic.wish).serve(topic, caller),
    refusal(wish) {
      const words = sourceOf(wish).refusal(wish);
      return admitted.refusal(wish, operator.symbolOf(wish)) ?? (words === undefined ? undefined : ['60018', words]);
    },
  };
  const connId = (): string => {
    const digits = Math.floor(chance() * 2 ** 32).toString(16);
    return digits.padStart(8, '0');
  };
  const endpoint = (name: Endpoint): VenueEndpoint => ({
    path: `/ws/v5/${name}`,
    dials: limits.dials,
    connected(connection) {
      const started = session(connection, { endpoint: name, connId: connId(), world, operator });
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
    endpoints: [endpoint('public'), endpoint('private'), endpoint('business')],
    step: feed.step,
    book: feed.book,
    rest: rest({ world, desks: feed.desks, trader: trades }),
    commit: (fault, at) => commitFault(fault, at, { sessions, feed, board, admission: admitted }),
  };
};
