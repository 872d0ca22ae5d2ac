import type { Instrument } from '../model/instrument.ts';
import type { RestQuery } from './query.ts';

/** How instruments are learnt. */
export interface InstrumentRule {
  /** The dialect that the symbol's instrument belongs to: its codec reads the answer. */
  route(symbol: string): string;
  /**
   * What to ask for the instrument of a symbol. What else the answer holds is remembered as well; symbols whose requests are
   * the same share one. Throws `unsupported` where the venue has no such symbol.
   */
  query(symbol: string): RestQuery<readonly Instrument[]>;
}
