import type { Connection, Conversation, VenueWorld } from '../venueSide.ts';
import { orderAnswer, pong, refusal, statusFrame } from './answers.ts';
import { clerk } from './clerk.ts';
import { complaint } from './complaint.ts';
import { heartbeats } from './heartbeats.ts';
import type { ObeyOrder } from './orderDesk.ts';
import { answersTo } from './orderMethods.ts';
import { privateSubscriptions } from './privateSubscriptions.ts';
import { errors, type KrakenRequest, readRequest } from './request.ts';
import { type Subscriptions, type SubscriptionsSettings, subscriptions } from './subscriptions.ts';
import type { Tokens } from './tokens.ts';

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
  readonly tokens: Tokens;
  readonly obeyOrder: ObeyOrder;
  /** The id that the status frame gives it. */
  readonly connectionId: string;
}

/** The conversation over a socket that has just opened. */
export function session(socket: Connection, settings: SessionSettings): Session {
  const { world, feed, refusedNow, tokens, obeyOrder, connectionId } = settings;
  const { violate } = world;
  const count = (): number => topics.count() + customer.count();
  const beats = heartbeats(socket, () => count() > 0);
  const connection: Connection = {
    ...socket,
    send(frame) {
      beats.heard();
      socket.send(frame);
    },
  };
  const answering = clerk(connection, world);
  const topics = subscriptions({ connection, clerk: answering, world, feed, refusedNow });
  const customer = privateSubscriptions({ connection, clerk: answering, world, tokens });
  const beating = (work: () => void): void => {
    work();
    if (count() > 0) beats.begin();
  };
  const obey = (request: KrakenRequest): void => {
    const { kind, id } = request;
    answering.owe(id, answersOwed(request));
    switch (kind) {
      case 'wrong':
        if (request.error === errors.requestId) violate('request-id-form', `on ${socket.id}`);
        return socket.inTurn(() => answering.answer(id, (time) => refusal(request, id, time)));
      case 'ping':
        return socket.inTurn(() => answering.answer(id, (time) => pong(id, time)));
      case 'private':
        return socket.inTurn(() => beating(() => customer.obey(request, id)));
      case 'order':
        return socket.inTurn(() => {
          for (const reply of obeyOrder(request, socket.id)) {
            answering.reply(id, (time) => orderAnswer(request.method, reply, id, time));
          }
        });
      case 'subscribe':
      case 'unsubscribe':
        for (const wish of request.wishes) socket.inTurn(() => beating(() => topics[kind](wish, id)));
    }
  };

  const both = [topics, customer];
  return {
    id: socket.id,
    freeze: (fault, at) => both.forEach(({ freeze }) => freeze(fault, at)),
    revoke: (fault) => both.forEach(({ revoke }) => revoke(fault)),
    left: () => both.forEach(({ stop }) => stop()),
    say: connection.send,
    sayStatus: (system) => connection.send(statusFrame(system, connectionId)),
    breached: complaint(connection),
    receive: (frame) => obey(readRequest(typeof frame === 'string' ? frame : '')),
  };
}

function answersOwed(request: KrakenRequest): number {
  if (request.kind === 'order') return answersTo(request);
  return 'wishes' in request ? request.wishes.length : 1;
}
