import { type FaultOf, isTarget, type SystemStatus, type VenueFault } from '../fault.ts';
import { exceededRate, unknownFrame } from './answers.ts';
import { limits } from './limits.ts';
import { marketFeed } from './marketFeed.ts';
import { recordedFeed } from './recordedFeed.ts';
import { errors } from './request.ts';
import { rest } from './rest.ts';
import { type Session, session } from './session.ts';
import type { VenueEndpoint, VenueMaker } from '../venueSide.ts';

/** A refusal that holds for a while. */
interface Ban {
  readonly fault: FaultOf<'refuse-symbol'>;
  readonly until: number;
}

/**
 * Kraken's side of its spot WebSocket v2, public channels, written from the venue's documentation and from recordings of August
 * 2026, without a look at the client's side.
 *
 * Heartbeats come after a second without data, as the documentation says; the recordings show one each second, data or
 * not. The rarer of the two is the one a client must be able to live with.
 */
export const krakenSide: VenueMaker = (world, recorded) => {
  const feed = recorded === undefined ? marketFeed(world) : recordedFeed(world, recorded);
  const sessions = new Set<Session>();
  const bans: Ban[] = [];
  const chance = world.random('connection ids');
  let system: SystemStatus = 'online';

  const connectionId = (): string => {
    const digits = (): string => String(Math.floor(chance() * 1e9)).padStart(9, '0');
    return `${1 + Math.floor(chance() * 9)}${digits()}${digits()}`;
  };
  const refusedNow = (symbol: string): string | undefined => {
    const ban = bans.find(({ fault, until }) => isTarget(fault, symbol) && world.now() < until);
    if (ban === undefined) return undefined;
    const { error, for: duration } = ban.fault.args;
    return error ?? (duration === undefined ? errors.pair(symbol) : errors.unavailable);
  };
  const say = (fault: VenueFault, text: string): void => {
    for (const { id, say: tell } of sessions) if (isTarget(fault, id)) tell(text);
  };

  const connected: VenueEndpoint['connected'] = (connection) => {
    const started = session(connection, { world, feed, refusedNow, connectionId: connectionId() });
    sessions.add(started);
    started.sayStatus(system);
    return {
      receive: started.receive,
      breached: started.breached,
      left() {
        sessions.delete(started);
        started.left();
      },
    };
  };

  return {
    endpoints: [{ path: '/v2', dials: limits.dials, messages: limits.messages, connected }],
    step: feed.step,
    book: feed.book,
    rest: (request) => rest(request, world.now(), system),
    commit(fault, at) {
      switch (fault.kind) {
        case 'freeze':
          return sessions.forEach(({ freeze }) => freeze(fault, at));
        case 'unsubscribe':
          return sessions.forEach(({ revoke }) => revoke(fault));
        case 'crossed-book':
          return feed.cross(fault, at);
        case 'refuse-symbol':
          bans.push({ fault, until: at + (fault.args.for ?? Number.POSITIVE_INFINITY) });
          return;
        case 'unknown-frame':
          return say(fault, unknownFrame);
        case 'exceeded-rate':
          return say(fault, exceededRate);
        case 'system-status':
          system = fault.args.system;
          return sessions.forEach(({ sayStatus }) => sayStatus(system));
        default: // Nothing of the kind is known of Kraken.
      }
    },
  };
};
