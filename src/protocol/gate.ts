import type { SignedText } from './signedText.ts';

/** What a step of a ready gate may say. Made when it is said, never before. */
export interface GateContext<M = unknown> {
  /** An id that this connection has not used. It is the id of the step's request, where its answer is told by the id. */
  readonly id: number;
  /** The wall clock, milliseconds since the epoch. */
  readonly time: number;
  /** What the last step that waited was answered. */
  readonly heard: M | undefined;
}

/** The same with who logs in. */
export interface LoginContext<M = unknown> extends GateContext<M> {
  readonly key: string;
  readonly uid: string | undefined;
  readonly passphrase: string | undefined;
  /** An integer near `time`, above every one that these credentials had before. */
  readonly nonce: number;
}

/** The same with what the signed text came to; empty where nothing was signed. */
export interface SignedContext<M = unknown> extends LoginContext<M> {
  readonly signature: string;
}

/** Why a gate stays shut. */
export interface GateRefusal {
  /** The venue's own words, bounded. */
  readonly reason: string;
  /** Asking again may help, but not before so many milliseconds. Without it no other try is made: the credentials are bad. */
  readonly retryAfterMs?: number;
}

/** How a step is answered. */
export interface GateAnswer<M> {
  /** Asked of each message while the step waits, before anything else: a refusal is `authentication-failed`. */
  refused?(message: M): GateRefusal | undefined;
  /** Milliseconds the step may take, signing and the wait for the limits included; then the connection is lost (`ack-timeout`). Default 10,000. */
  readonly timeout?: number;
}

/** What a step that speaks waits for: the reply to its request, or the first message that passes. Default: nothing. */
export type GateExpectation<M, C> =
  | 'reply'
  | {
      /** Whether a message answers what was said. */
      passes(message: M, said: C): boolean;
    }['passes'];

/** One step of a ready gate. Steps are taken in order; what comes while none waits for a message is not kept for the next. */
export type GateStep<M = unknown> =
  /** Waits for a message: a greeting, a challenge. */
  | ({
      readonly kind: 'expect';
      /** Whether this is it. */
      message(message: M): boolean;
    } & GateAnswer<M>)
  /** Waits. */
  | { readonly kind: 'pause'; readonly for: number }
  /** Says something: arms heartbeats, sets flags. */
  | ({
      readonly kind: 'send';
      /** What to say. */
      message(context: GateContext<M>): unknown;
      readonly expect?: GateExpectation<M, GateContext<M>>;
    } & GateAnswer<M>)
  /** Says who one is. Left out where there are no credentials and the dialect can do without. */
  | ({
      readonly kind: 'login';
      /** The text to sign. */
      sign(context: LoginContext<M>): SignedText;
      /** What to say, the signature in it. */
      message(context: SignedContext<M>): unknown;
      readonly expect?: GateExpectation<M, SignedContext<M>>;
    } & GateAnswer<M>);
