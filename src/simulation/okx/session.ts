import { requestRate } from '../requestRate.ts';
import type { Connection, Conversation } from '../venueSide.ts';
import { failure, illegalRequest, refusals, upgradeNotice } from './answers.ts';
import { idleCut } from './idleCut.ts';
import { limits } from './limits.ts';
import { type Operations, operations, type OperationsSettings } from './operations.ts';
import { isTooLong, readRequest } from './request.ts';
import type { Subscriptions } from './subscriptions.ts';

/** A conversation in OKX's language. */
export interface Session extends Conversation, Pick<Subscriptions, 'freeze' | 'revoke'>, Pick<Operations, 'endLogin'> {
  /** The socket's id. */
  readonly id: string;
  /** Sends what belongs to no topic. */
  readonly say: (text: string) => void;
  /** The complaint about too many requests. */
  readonly complain: () => void;
  /** Announces that the socket will be closed in so many milliseconds, and closes it then. */
  readonly retire: (delay: number) => void;
}

/** The conversation over a socket that has just opened. */
export function session(socket: Connection, settings: OperationsSettings): Session {
  const { connId, world } = settings;
  const { now, violate } = world;
  const heard = idleCut(socket, now);
  const connection: Connection = {
    ...socket,
    send(frame) {
      heard();
      socket.send(frame);
    },
  };
  const { topics, byName, order, endLogin } = operations(connection, settings);
  const isTooMuch = requestRate(limits.requests);

  const answer = (text: string): void => socket.inTurn(() => connection.send(text));
  const complaint = failure(...refusals.tooOften, connId);
  const obey = (text: string): void => {
    const request = readRequest(text);
    if (request.kind === 'ping') return answer('pong');
    if (request.kind === 'operation' && order(request)) return;
    const operation = request.kind === 'operation' ? byName.get(request.op) : undefined;
    if (request.kind === 'illegal' || operation === undefined) return answer(illegalRequest(text, connId));
    if (isTooMuch(now())) {
      violate('message-rate', `more than ${limits.requests.count} requests in an hour on ${socket.id}`);
      return answer(complaint);
    }
    for (const arg of request.args) socket.inTurn(() => operation(arg, request.id));
  };

  return {
    id: socket.id,
    freeze: topics.freeze,
    revoke: topics.revoke,
    endLogin,
    left() {
      settings.operator.roll.leave(socket.id);
      topics.stop();
    },
    say: connection.send,
    complain: () => connection.send(complaint),
    retire(delay) {
      connection.send(upgradeNotice(connId));
      socket.after(delay, () => socket.close({ code: 1001, reason: 'Service upgrade' }));
    },
    receive(frame) {
      heard();
      const text = typeof frame === 'string' ? frame : '';
      if (isTooLong(text)) violate('frame-bytes', `more than ${limits.frameBytes} bytes on ${socket.id}`);
      obey(text);
    },
  };
}
