import type { Connection, VenueWorld } from '../venueSide.ts';
import type { Answered } from './front.ts';
import { replyOf } from './replyOf.ts';
import type { WsRequest } from './wsRequest.ts';

/** The replies on one request socket. */
export interface Replies {
  /** A request has come; one with the id of another that waits is a violation. */
  readonly owe: (request: WsRequest) => void;
  /** Replies in its own time: replies may overtake each other. */
  readonly give: (request: WsRequest, answered: Answered) => void;
  /** Forgets that a reply is owed. */
  readonly drop: (request: WsRequest) => void;
}

/** What replies depend on. */
export interface RepliesSettings {
  readonly connection: Connection;
  readonly world: Pick<VenueWorld, 'armed' | 'latency' | 'violate'>;
  /** Whether replies tell of limits unless a request says otherwise. */
  readonly returnRateLimits: boolean;
  /** The unified symbol of the venue's. */
  readonly unified: (venueSymbol: string) => string | undefined;
}

/** What an order did is told within so many milliseconds. */
const AFTER_EVENTS = 60;

/** No reply owed. */
export function replies({ connection, world, returnRateLimits, unified }: RepliesSettings): Replies {
  const { id: socket, after, send, close } = connection;
  const { armed, latency, violate } = world;
  const inFlight = new Set<string>();
  return {
    owe({ id }) {
      if (inFlight.has(id) && id !== 'null') violate('request-id-reused', `${id} on ${socket}`);
      inFlight.add(id);
    },
    drop: ({ id }) => void inFlight.delete(id),
    give({ id, method, params }, { outcome, limits }) {
      const showsLimits = (params.returnRateLimits ?? String(returnRateLimits)) === 'true';
      const text = replyOf(id, outcome, showsLimits ? limits : undefined);
      const names = [unified(params.symbol ?? '') ?? socket, socket];
      const isOrder = method.startsWith('order');
      const lost = isOrder ? armed.take('lose-reply', ...names) : undefined;
      if (lost?.args.drop === true) return close(undefined);
      const late = isOrder ? (armed.take('delay-reply', ...names)?.args.by ?? 0) : 0;
      const afterEvents = isOrder && armed.take('early-event', ...names) !== undefined ? AFTER_EVENTS : 0;
      after(latency() + late + afterEvents, () => {
        inFlight.delete(id);
        if (lost === undefined) send(text);
      });
    },
  };
}
