import type { Connection, Conversation, VenueWorld } from '../venueSide.ts';
import { streamAcks } from './acks.ts';
import type { Address } from './address.ts';
import { limits } from './limits.ts';
import type { MarketFeed } from './marketFeed.ts';
import { readStreamRequest, type StreamRequest } from './streamRequest.ts';
import { type StreamTopics, streamTopics } from './streamTopics.ts';

/** A conversation on a socket of streams. */
export interface StreamSession extends Conversation, Pick<StreamTopics, 'freeze' | 'revoke'> {
  readonly id: string;
  /** Sends what belongs to no stream, in the shape of the socket: under this name where data comes wrapped. */
  readonly say: (name: string, text: string) => void;
  /** Cuts the socket as one that says too much. */
  readonly close: () => void;
}

/** What a session depends on. */
export interface StreamSessionSettings {
  readonly world: VenueWorld;
  readonly feed: MarketFeed;
  readonly address: Address;
  /** What the venue does not serve at the moment, though it could, by unified symbol. With words, it says so. */
  readonly refusedNow: (symbol: string) => { readonly error: string | undefined } | undefined;
}

/** The conversation over a socket that has just opened. What its url names is subscribed, without a word. */
export function streamSession(connection: Connection, settings: StreamSessionSettings): StreamSession {
  const { world, feed, address, refusedNow } = settings;
  const { id: socket, inTurn, close } = connection;
  const isRefused = (symbol: string): boolean => refusedNow(symbol) !== undefined;
  const say: StreamSession['say'] = (name, text) =>
    connection.send(combined ? `{"stream":${JSON.stringify(name)},"data":${text}}` : text);
  const acks = streamAcks(connection, world, address.product);
  const topics = streamTopics({ connection, say, world, feed, address, isRefused });
  let { combined } = address;

  const subscribe = (names: readonly string[]): void => {
    names.forEach(topics.subscribe);
    if (topics.names().length <= limits.streams) return;
    world.violate('topics', `more than ${limits.streams} streams on ${socket}`);
    close({ code: 1008, reason: 'Too many streams' });
  };
  const obey = (request: Exclude<StreamRequest, { readonly kind: 'wrong' }>): void => {
    const { kind, id } = request;
    switch (kind) {
      case 'subscribe': {
        const symbols = topics.symbolsOf(request.names);
        const refusal = symbols.map(refusedNow).find((found) => found?.error !== undefined);
        if (refusal?.error !== undefined) return acks.refuse(id, 2, refusal.error);
        subscribe(request.names);
        return acks.acknowledge(id, 'null', symbols);
      }
      case 'unsubscribe':
        request.names.forEach(topics.unsubscribe);
        return acks.acknowledge(id, 'null', topics.symbolsOf(request.names));
      case 'list':
        return inTurn(() => acks.say(id, JSON.stringify(topics.names())));
      case 'set':
        combined = request.combined;
        return acks.acknowledge(id, 'null', []);
      case 'get':
        return acks.acknowledge(id, String(combined), []);
    }
  };

  // Not at once: the session is not even made yet, should the url name too many.
  inTurn(() => subscribe(address.names));
  connection.after(limits.life, () => close({ code: 1001, reason: '' }));
  return {
    id: socket,
    say,
    freeze: topics.freeze,
    revoke: topics.revoke,
    left: topics.stop,
    close: () => close({ code: 1008, reason: 'Too many requests' }),
    receive(frame) {
      const request = readStreamRequest(typeof frame === 'string' ? frame : '');
      if (request.kind !== 'wrong') return obey(request);
      world.violate(request.badId === true ? 'request-id-form' : 'request-form', `${request.msg} on ${socket}`);
      acks.refuse(request.id, request.code, request.msg);
    },
  };
}
