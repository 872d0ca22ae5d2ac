import { isTarget, type SystemStatus, type VenueFault } from '../fault.ts';
import { exceededRate, unknownFrame } from './answers.ts';
import { bans } from './bans.ts';
import { limits } from './limits.ts';
import { marketFeed } from './marketFeed.ts';
import { recordedFeed } from './recordedFeed.ts';
import { orderDesk } from './orderDesk.ts';
import { rest } from './rest.ts';
import { type Session, session } from './session.ts';
import { tokens } from './tokens.ts';
import type { VenueEndpoint, VenueMaker } from '../venueSide.ts';

/**
 * Kraken's side of its spot WebSocket v2, public and private, written from the venue's documentation and from recordings of August
 * 2026, without a look at the client's side.
 *
 * Heartbeats come after a second without data, as the documentation says; the recordings show one each second, data or
 * not. The rarer of the two is the one a client must be able to live with.
 */
export const krakenSide: VenueMaker = (world, recorded) => {
  const feed = recorded === undefined ? marketFeed(world) : recordedFeed(world, recorded);
  const sessions = new Set<Session>();
  const banned = bans(world.now);
  const chance = world.random('connection ids');
  const issued = tokens(world);
  const obeyOrder = orderDesk({ ...world, tokens: issued, system: () => system });
  let system: SystemStatus = 'online';

  const say = (fault: VenueFault, text: string): void => {
    for (const { id, say: tell } of sessions) if (isTarget(fault, id)) tell(text);
  };

  const connected: VenueEndpoint['connected'] = (connection) => {
    const started = session(connection, {
      world,
      feed,
      refusedNow: banned.refusal,
      tokens: issued,
      obeyOrder,
      connectionId: connectionId(chance),
    });
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
    rest: rest({ world, tokens: issued, system: () => system }),
    commit(fault, at) {
      switch (fault.kind) {
        case 'freeze':
          return sessions.forEach(({ freeze }) => freeze(fault, at));
        case 'unsubscribe':
          return sessions.forEach(({ revoke }) => revoke(fault));
        case 'crossed-book':
          return feed.cross(fault, at);
        case 'refuse-symbol':
          return banned.add(fault, at);
        case 'unknown-frame':
          return say(fault, unknownFrame);
        case 'exceeded-rate':
          return say(fault, exceededRate);
        case 'end-login':
          return issued.revokeAll();
        case 'system-status':
          system = fault.args.system;
          return sessions.forEach(({ sayStatus }) => sayStatus(system));
        default: // Nothing of the kind is known of Kraken.
      }
    },
  };
};

/** Nineteen digits: past 2^53. */
function connectionId(chance: () => number): string {
  const digits = (): string => String(Math.floor(chance() * 1e9)).padStart(9, '0');
  return `${1 + Math.floor(chance() * 9)}${digits()}${digits()}`;
}
