import { judging } from './judging.ts';
import type { ConnectionSettings } from './options.ts';

/**
 * The same settings, whose judgements of messages never throw: a message that `idOf`, `silence.isProof`, `ends` or
 * `heartbeat.isReply` throws on answers nothing, ends nothing and proves nothing, and the throw is counted and reported. One strange
 * message must not cost the connection.
 */
export function sparing<M>(settings: ConnectionSettings<M>): ConnectionSettings<M> {
  const { idOf, silence, heartbeat, ends } = settings;
  const judge = judging(settings);
  return {
    ...settings,
    idOf: judge(idOf, undefined),
    ends: ends && judge(ends, undefined),
    silence: silence?.isProof === undefined ? silence : { ...silence, isProof: judge(silence.isProof, false) },
    heartbeat:
      heartbeat?.isReply === undefined ? heartbeat : { ...heartbeat, isReply: judge(heartbeat.isReply, false) },
  };
}
