import type { Connection, Conversation, VenueWorld } from '../venueSide.ts';
import type { Front } from './front.ts';
import { type Identity, keyed, proven } from './identity.ts';
import { limits } from './limits.ts';
import { errors, failed, type VenueError } from './outcome.ts';
import type { Product } from './product.ts';
import { type RepliesSettings, replies } from './replies.ts';
import { replyOf } from './replyOf.ts';
import { type SessionState, sessionMethods } from './sessionMethods.ts';
import type { SocketSession } from './socketSession.ts';
import type { Users } from './users.ts';
import { readWsRequest, signedText, type WsFlaw, type WsRequest } from './wsRequest.ts';

/** A conversation on a request socket. */
export interface RequestSession extends Conversation, SocketSession {
  /** Ends what the socket was believed: what it follows ends, and the next request finds out. */
  readonly endLogin: () => void;
}

/** What a session depends on. */
export interface RequestSessionSettings extends Pick<RepliesSettings, 'unified'> {
  readonly product: Product;
  readonly world: VenueWorld;
  readonly front: Front;
  readonly users: Users;
}

const FLAWS: Readonly<Record<WsFlaw, VenueError>> = {
  json: errors.json,
  id: errors.idForm,
  method: errors.missing('method'),
};

/** The conversation over a request socket that has just opened. */
export function requestSession(connection: Connection, settings: RequestSessionSettings): RequestSession {
  const { product, world, front, users, unified } = settings;
  const { id: socket, send, after, inTurn, close, handshake } = connection;
  const { now, violate, accounts } = world;
  const state: SessionState = {
    connectedSince: Math.floor(now()),
    login: undefined,
    isLost: false,
    followed: new Map(),
    next: 0,
  };
  const returnRateLimits = handshake.query.get('returnRateLimits') !== 'false';
  const say = (event: object): void => send(JSON.stringify(event));
  const event = (e: string): object => ({ e, E: Math.floor(now()) });
  const follow = (account: string, subscriptionId: number): (() => void) =>
    users.follow({ account, product, connection, say: (told) => say({ subscriptionId, event: told }) });
  const also = sessionMethods({ product, state, accounts, now, returnRateLimits, follow });
  const { owe, give, drop } = replies({ connection, world, returnRateLimits, unified });

  const obey = (request: WsRequest): void => {
    if (state.login !== undefined && state.isLost) {
      state.login = undefined;
      drop(request);
      return send(replyOf('null', failed(errors.key, 401), undefined));
    }
    const { method, params } = request;
    give(request, front.ask({ method, params, identity: (how) => identity(how, request, state, world), also }));
  };

  after(limits.life, () => close({ code: 1001, reason: '' }));
  return {
    id: socket,
    close: () => close({ code: 1008, reason: 'Too many requests' }),
    unheardOf: () => say({ event: event('nothingYouKnow') }),
    goAway(delay) {
      if (product === 'spot') say({ event: event('serverShutdown') });
      after(delay, () => close({ code: 1001, reason: '' }));
    },
    receive(frame) {
      const request = readWsRequest(typeof frame === 'string' ? frame : '');
      if (typeof request === 'string') {
        violate(request === 'id' ? 'request-id-form' : 'request-form', `${request} on ${socket}`);
        return inTurn(() => send(replyOf('null', failed(FLAWS[request]), undefined)));
      }
      owe(request);
      inTurn(() => obey(request));
    },
    endLogin() {
      state.isLost = state.login !== undefined;
      for (const [subscriptionId, { stop }] of state.followed) {
        stop();
        say({ subscriptionId, event: event('eventStreamTerminated') });
      }
      state.followed.clear();
    },
    left() {
      for (const { stop } of state.followed.values()) stop();
      state.followed.clear();
    },
  };
}

/** Who asks: whoever signed, or whoever the socket belongs to. */
function identity(
  security: 'key' | 'signed',
  { params }: WsRequest,
  { login }: Pick<SessionState, 'login'>,
  world: Pick<VenueWorld, 'accounts' | 'violate'>,
): Identity {
  const { apiKey, signature } = params;
  if (apiKey === undefined && login !== undefined) return { account: login.account };
  if (apiKey === undefined) return failed(errors.keyFormat, 401);
  if (security === 'key') return keyed(world.accounts, apiKey);
  if (signature === undefined) return failed(errors.missing('signature'));
  return proven(world, { key: apiKey, text: signedText(params), signature });
}
