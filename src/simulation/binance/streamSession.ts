import type { Connection, Conversation, VenueWorld } from '../venueSide.ts';
import { streamAcks } from './acks.ts';
import type { Address } from './address.ts';
import { limits } from './limits.ts';
import type { ListenKeys } from './listenKeys.ts';
import type { MarketFeed } from './marketFeed.ts';
import { privateTopic } from './privateTopic.ts';
import type { SocketSession } from './socketSession.ts';
import { readStreamRequest, type StreamRequest } from './streamRequest.ts';
import { type StreamTopics, streamTopics } from './streamTopics.ts';
import type { Users } from './users.ts';

/** A conversation on a socket of streams. */
export interface StreamSession extends Conversation, SocketSession, Pick<StreamTopics, 'freeze' | 'revoke'> {}

/** What a session depends on. */
export interface StreamSessionSettings {
  readonly world: VenueWorld;
  readonly feed: MarketFeed;
  readonly address: Address;
  readonly listenKeys: ListenKeys;
  readonly users: Users;
  /** What the venue does not serve at the moment, though it could, by unified symbol. With words, it says so. */
  readonly refusedNow: (symbol: string) => { readonly error: string | undefined } | undefined;
}

/** The conversation over a socket that has just opened. What its url names is subscribed, without a word. */
export function streamSession(connection: Connection, settings: StreamSessionSettings): StreamSession {
  const { world, feed, address, listenKeys, users, refusedNow } = settings;
  const { id: socket, inTurn, close } = connection;
  const { now } = world;
  const shape = { combined: address.combined };
  /** Under this name where data comes wrapped. */
  const say = (name: string, text: string): void =>
    connection.send(shape.combined ? `{"stream":${JSON.stringify(name)},"data":${text}}` : text);
  const event = (e: string): string => `{"e":"${e}","E":${Math.floor(now())}}`;
  const topics = streamTopics({
    connection,
    say,
    world,
    feed,
    address,
    isRefused: (symbol) => refusedNow(symbol) !== undefined,
    servePrivate: (key) => privateTopic(key, { connection, say, listenKeys, users, now, kinds: address.kinds }),
  });
  const obey = obedience(connection, settings, topics, shape);

  // Not at once: the session is not even made yet, should the url name too many.
  const begin = (): void => subscribed(connection, world, topics, address.names);
  // An account's keys hold from the handshake on: who asks for a snapshot then misses nothing.
  if (address.tier === 'private') connection.after(0, begin);
  else inTurn(begin);
  connection.after(limits.life, () => close({ code: 1001, reason: '' }));
  return {
    id: socket,
    freeze: topics.freeze,
    revoke: topics.revoke,
    left: topics.stop,
    receive: (frame) => obey(readStreamRequest(typeof frame === 'string' ? frame : '')),
    close: () => close({ code: 1008, reason: 'Too many requests' }),
    unheardOf: () => say('!nothingYouKnow', event('nothingYouKnow')),
    goAway(delay) {
      if (address.product === 'spot') say('!serverShutdown', event('serverShutdown'));
      connection.after(delay, () => close({ code: 1001, reason: '' }));
    },
  };
}

/** Does what requests ask for. */
function obedience(
  connection: Connection,
  { world, address, refusedNow }: StreamSessionSettings,
  topics: StreamTopics,
  shape: { combined: boolean },
): (request: StreamRequest) => void {
  const acks = streamAcks(connection, world, address.product);
  const { inTurn, id: socket } = connection;
  return (request) => {
    switch (request.kind) {
      case 'subscribe': {
        const symbols = topics.symbolsOf(request.names);
        const refusal = symbols.map(refusedNow).find((found) => found?.error !== undefined);
        if (refusal?.error !== undefined) return acks.refuse(request.id, 2, refusal.error);
        subscribed(connection, world, topics, request.names);
        return acks.acknowledge(request.id, 'null', symbols);
      }
      case 'unsubscribe':
        request.names.forEach(topics.unsubscribe);
        return acks.acknowledge(request.id, 'null', topics.symbolsOf(request.names));
      case 'list':
        return inTurn(() => acks.say(request.id, JSON.stringify(topics.names())));
      case 'set':
        shape.combined = request.combined;
        return acks.acknowledge(request.id, 'null', []);
      case 'get':
        return acks.acknowledge(request.id, String(shape.combined), []);
      case 'wrong':
        world.violate(request.badId === true ? 'request-id-form' : 'request-form', `${request.msg} on ${socket}`);
        return acks.refuse(request.id, request.code, request.msg);
    }
  };
}

/** Subscribes; a socket that has too many then is cut. */
function subscribed(
  { id: socket, close }: Connection,
  { violate }: Pick<VenueWorld, 'violate'>,
  topics: StreamTopics,
  names: readonly string[],
): void {
  names.forEach(topics.subscribe);
  if (topics.names().length <= limits.streams) return;
  violate('topics', `more than ${limits.streams} streams on ${socket}`);
  close({ code: 1008, reason: 'Too many streams' });
}
