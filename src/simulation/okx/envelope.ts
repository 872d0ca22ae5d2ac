import type { RestRequest } from '../venueSide.ts';

/** What every answer of REST is wrapped in: `{"code":"0","msg":"","data":[..]}`. */
export interface Envelope {
  readonly code: string;
  readonly msg: string;
  readonly data: readonly unknown[];
}

/** Answers a request of an account, by the account's key. */
export type Answering = (request: RestRequest, account: string) => Envelope;

/** All went well. */
export const done = (data: readonly unknown[]): Envelope => ({ code: '0', msg: '', data });
/** Nothing was done. */
export const refused = (code: string, msg: string): Envelope => ({ code, msg, data: [] });
