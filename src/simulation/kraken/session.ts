import type { Connection, Conversation, VenueWorld } from '../venueSide.ts';
import { exceededRate, pong, refusal, statusFrame } from './answers.ts';
import { clerk } from './clerk.ts';
import { heartbeats } from './heartbeats.ts';
import { errors, type KrakenRequest, readRequest } from './request.ts';
import { type Subscriptions, type SubscriptionsSettings, subscriptions } from './subscriptions.ts';

/** A conversation in Kraken's language. */
export interface Session extends Required<Conversation>, Pick<Subscriptions, 'freeze' | 'revoke'> {
  /** The socket's id. */
  readonly id: string;
  /** Sends what belongs to no topic. */
  readonly say: (text: string) => void;
  readonly sayStatus: (system: string) => void;
}

/** What a session depends on. */
export interface SessionSettings extends Pick<SubscriptionsSettings, 'feed' | 'refusedNow'> {
  readonly world: VenueWorld;
  /** The id that the status frame gives it. */
  readonly connectionId: string;
}

/** The conversation over a socket that has just opened. */
export function session(socket: Connection, settings: SessionSettings): Session {
  const { world, feed, refusedNow, connectionId } = settings;
  const { violate } = world;
  const beats = heartbeats(socket, () => topics.count() > 0);
  const connection: Connection = {
    ...socket,
    send(frame) {
      beats.heard();
      socket.send(frame);
    },
  };
  const answering = clerk(connection, world);
  const topics = subscriptions({ connection, clerk: answering, world, feed, refusedNow });
  let isComplaining = false;

  const complain = (): void => {
    if (isComplaining) return;
    isComplaining = true;
    socket.inTurn(() => {
      isComplaining = false;
      connection.send(exceededRate);
    });
  };
  const obey = (request: KrakenRequest): void => {
    const { kind, id } = request;
    answering.owe(id, 'wishes' in request ? request.wishes.length : 1);
    switch (kind) {
      case 'wrong':
        if (request.error === errors.requestId) violate('request-id-form', `on ${socket.id}`);
        return socket.inTurn(() => answering.answer(id, (time) => refusal(request, id, time)));
      case 'ping':
        return socket.inTurn(() => answering.answer(id, (time) => pong(id, time)));
      case 'subscribe':
      case 'unsubscribe':
        for (const wish of request.wishes) {
          socket.inTurn(() => {
            topics[kind](wish, id);
            if (topics.count() > 0) beats.begin();
          });
        }
    }
  };

  return {
    id: socket.id,
    freeze: topics.freeze,
    revoke: topics.revoke,
    left: topics.stop,
    say: connection.send,
    sayStatus: (system) => connection.send(statusFrame(system, connectionId)),
    breached: complain,
    receive: (frame) => obey(readRequest(typeof frame === 'string' ? frame : '')),
  };
}
