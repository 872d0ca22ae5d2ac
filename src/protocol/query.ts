import type { RestRequest } from './freshEndpoint.ts';
import type { SignedContext } from './gate.ts';
import type { Rejection } from './requestRule.ts';
import type { SignedText } from './signedText.ts';

/** Who asks, and when. `key` and the like are empty where there are no credentials or the dialect has no `auth`. */
export interface QueryContext
  extends Pick<SignedContext, 'time' | 'nonce' | 'key' | 'uid' | 'passphrase' | 'signature'> {
  /** Which of the venue's worlds is asked. */
  readonly environment: 'live' | 'test';
}

/** What every query says. */
interface QueryTerms<T> {
  /** The dialect that is spoken, by name. Default: the one that asks. */
  readonly route?: string;
  /** What it costs of budgets that count weights. Default 1. */
  readonly weight?: number;
  /** The value in the answer, decoded as the dialect decodes. Throws where it is not what the venue promises. */
  read(reply: unknown, receivedAt: number): T;
}

/** A question asked on a socket. */
export interface SocketQuery<T> extends QueryTerms<T> {
  readonly kind: 'socket';
  /** The message without its id. Completed and signed like every request of its dialect. */
  readonly message: unknown;
}

/** A question asked of the venue's REST side. */
export interface RestQuery<T> extends QueryTerms<T> {
  readonly kind: 'rest';
  /** The text to sign, if any. */
  sign?(context: QueryContext): SignedText;
  /** What to ask. `url` may leave out the origin, which is the dialect's `rest` then. */
  request(context: QueryContext): RestRequest;
  /**
   * The refusal that an answer is, if it is one (`request-rejected`). Default: none is; another status than 2xx is
   * `dial-failed`.
   */
  rejectionOf?(reply: unknown, status: number): Rejection | undefined;
}

/** One question to a venue that changes nothing there, and how its answer is read. */
export type Query<T> = SocketQuery<T> | RestQuery<T>;
