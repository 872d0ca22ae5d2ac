import type { Outcome } from './outcome.ts';
import type { Params } from './params.ts';

/** What a method is called with. */
export interface Call {
  readonly params: Params;
  /** Whose it is, by the account's key; empty where nobody has to say. */
  readonly account: string;
}

/** One thing the venue does when asked, on a request socket or by REST. */
export interface Method {
  /** What it costs. */
  readonly weight: (params: Params) => number;
  /** Who may ask: anybody, who names a key, or who signs. */
  readonly security: 'none' | 'key' | 'signed';
  /** Whether it places an order, of which an account may place so many. */
  readonly places?: true;
  readonly answer: (call: Call) => Outcome;
}

/** Methods by the names of the request sockets. */
export type Methods = Readonly<Record<string, Method>>;
