import type { Instrument } from '../model/instrument.ts';
import type { RestQuery } from './query.ts';

/** A list of instruments, and how it is asked for. */
export interface InstrumentList {
  /** What tells it from other lists; two who want the same at a time ask once. */
  readonly key: string;
  readonly query: RestQuery<readonly Instrument[]>;
}

/** How instruments are learnt. */
export interface InstrumentRule {
  /** The dialect that a symbol's instrument belongs to: its codec reads the answer. */
  route(symbol: string): string;
  /** The list that a symbol's instrument is in, alone or among others. Throws `unsupported` where there is none. */
  list(symbol: string): InstrumentList;
}
