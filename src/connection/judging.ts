import { ColdwireError } from '../errors/coldwireError.ts';
import type { ConnectionSettings } from './options.ts';

/** Makes a judgement of messages one that never throws: it gives `otherwise`, and the throw is counted and reported. */
export type Judge = <M, T>(judgement: (message: M) => T, otherwise: T) => (message: M) => T;

/** Judgements whose throws are counted and reported. One strange message must not cost the connection. */
export function judging({
  counters,
  onUndecodable,
}: Pick<ConnectionSettings<never>, 'counters' | 'onUndecodable'>): Judge {
  return (judgement, otherwise) => (message) => {
    try {
      return judgement(message);
    } catch (cause) {
      counters.undecodable++;
      onUndecodable(new ColdwireError('protocol-violation', { what: 'message' }, { cause }));
      return otherwise;
    }
  };
}
