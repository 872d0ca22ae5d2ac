import type { Connection, Conversation, VenueWorld } from '../venueSide.ts';
import { type Answering, complaint, pong, unknownFrame, upgradeNotice } from './answers.ts';
import type { ApiDesk } from './apiDesk.ts';
import type { Product } from './product.ts';
import { readRequest } from './request.ts';
import type { Serving } from './serving.ts';
import { type Subscriptions, subscriptions } from './subscriptions.ts';

/** A conversation in Gate's language. */
export interface Session extends Conversation, Pick<Subscriptions, 'freeze' | 'revoke'>, Pick<ApiDesk, 'endLogin'> {
  /** The socket's id. */
  readonly id: string;
  /** Sends a frame nobody knows. */
  readonly unheardOf: () => void;
  /** Announces that the socket will be closed in so many milliseconds, and closes it then. */
  readonly retire: (delay: number) => void;
}

/** What a conversation depends on. */
export interface SessionSettings {
  readonly product: Product;
  readonly world: VenueWorld;
  readonly serving: Serving;
  /** Numbers that nobody can guess, in hexadecimal digits. */
  readonly digits: (count: number) => string;
  readonly apiDesk: (connection: Connection, connId: string) => ApiDesk;
}

/** Ids fit in 32 bits, by the advice of the venue's support. */
const isGoodId = (id: unknown): boolean =>
  id === undefined || (typeof id === 'number' && Number.isInteger(id) && Math.abs(id) < 2 ** 31);

/** The conversation over a socket that has just opened. */
export function session(connection: Connection, settings: SessionSettings): Session {
  const { product, world, serving, digits } = settings;
  const { now, violate } = world;
  const connId = digits(16);
  const at = (): number => Math.floor(now());
  const answering = (): Answering => ({ at: at(), connId, traceId: digits(32) });
  const isDecimal = connection.handshake.headers['x-gate-size-decimal'] === '1';
  const topics = subscriptions({ connection, world, product, isDecimal, serving, answering });
  const api = settings.apiDesk(connection, connId);

  const obey = (text: string): void => {
    const request = readRequest(text);
    if ('id' in request && !isGoodId(request.id)) violate('request-id-form', String(request.id));
    if (request.kind === 'api') return api.obey(request);
    if (request.kind === 'subscription') return topics.obey(request);
    if (request.kind === 'ping' && request.channel === `${product}.ping`) return connection.send(pong(product, at()));
    violate('request-form', text.slice(0, 100));
    const named = request.kind === 'ping' ? { channel: request.channel, event: '' } : request;
    const error =
      named.channel === ''
        ? ({ code: 1, message: 'invalid request body' } as const)
        : ({ code: 2, message: `unknown channel ${named.channel} or event ${named.event}` } as const);
    return connection.send(complaint(named, at(), error));
  };

  return {
    id: connection.id,
    freeze: topics.freeze,
    revoke: topics.revoke,
    endLogin: api.endLogin,
    left: topics.stop,
    unheardOf: () => connection.send(unknownFrame(product, at())),
    retire(delay) {
      connection.send(upgradeNotice(product, at()));
      connection.after(delay, () => connection.close({ code: 1001, reason: 'Service upgrade' }));
    },
    receive(frame) {
      const text = typeof frame === 'string' ? frame : '';
      connection.inTurn(() => obey(text));
    },
  };
}
