import { ColdwireError } from '../../errors/coldwireError.ts';
import type { VenueEndpoint, VenueMaker } from '../venueSide.ts';
import { admission } from './admission.ts';
import { boards } from './boards.ts';
import type { Endpoint } from './channels.ts';
import { commitFault } from './commitFault.ts';
import { limits } from './limits.ts';
import { marketFeed } from './marketFeed.ts';
import type { Operator } from './operations.ts';
import { rest } from './rest.ts';
import { type Session, session } from './session.ts';
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

  const isOfInstrument = ({ kind }: Wish): boolean => kind.by === 'instId';
  const operator: Operator = {
    symbolOf: ({ instId = '' }) => feed.desks.get(instId)?.listing.market.spec.symbol,
    serve: (topic) => (isOfInstrument(topic.wish) ? feed.serve(topic) : board.serve(topic)),
    refusal(wish) {
      const words = isOfInstrument(wish) ? feed.refusal(wish) : board.refusal(wish);
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
    rest: (request) => rest(request, { desks: feed.desks, now: now() }),
    commit: (fault, at) => commitFault(fault, at, { sessions, feed, board, admission: admitted }),
  };
};
