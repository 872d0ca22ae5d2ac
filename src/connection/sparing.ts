import { ColdwireError } from '../errors/coldwireError.ts';
import type { ConnectionSettings } from './options.ts';

/**
 * The same settings, whose judgements of messages never throw: a message that `idOf`, `silence.isProof` or
 * `heartbeat.isReply` throws on answers nothing and proves nothing, and the throw is counted and reported. One strange
 * message must not cost the connection.
 */
export function sparing<M>(settings: ConnectionSettings<M>): ConnectionSettings<M> {
  const { idOf, silence, heartbeat, counters, onUndecodable } = settings;
  const judge =
    <T>(judgement: (message: M) => T, otherwise: T): ((message: M) => T) =>
    (message) => {
      try {
        return judgement(message);
      } catch (cause) {
        counters.undecodable++;
        onUndecodable(new ColdwireError('protocol-violation', { what: 'message' }, { cause }));
        return otherwise;
      }
    };
  return {
    ...settings,
    idOf: judge(idOf, undefined),
    silence: silence?.isProof === undefined ? silence : { ...silence, isProof: judge(silence.isProof, false) },
    heartbeat:
      heartbeat?.isReply === undefined ? heartbeat : { ...heartbeat, isReply: judge(heartbeat.isReply, false) },
  };
}
