import type { ConnectionEvent } from '../connection/connection.ts';
import type { Session } from './session.ts';

/** A connection's life with its sessions, as far as topics care, in place of bare connections. */
export type LifeEvent<S extends Session = Session> =
  | Exclude<ConnectionEvent, { kind: 'ready' }>
  | { readonly kind: 'ready'; readonly session: S }
  /** The session holds, but this side did not run for longer than a silence may last. */
  | { readonly kind: 'stalled'; readonly session: S }
  /** The session holds, but the venue asks for everything on it to be subscribed anew. */
  | { readonly kind: 'dismissed'; readonly session: S };
