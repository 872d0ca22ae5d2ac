import { judging } from './judging.ts';
import type { ConnectionSettings } from './options.ts';

/**
 * The same settings, whose judgements of messages never throw: a message that `idOf`, `silence.isProof`, `ends`, `answers`
 * or `heartbeat.isReply` throws on answers, asks, ends and proves nothing, and the throw is counted and reported. One strange
 * message must not cost the connection.
 */
export function sparing<M>(settings: ConnectionSettings<M>): ConnectionSettings<M> {
  const { idOf, silence, heartbeat, ends, answers } = settings;
  const judge = judging(settings);
  return {
    ...settings,
    idOf: judge(idOf, undefined),
    ends: ends && judge(ends, undefined),
    answers: answers && judge(answers, undefined),
    silence: silence?.isProof === undefined ? silence : { ...silence, isProof: judge(silence.isProof, false) },
    heartbeat:
      heartbeat?.isReply === undefined ? heartbeat : { ...heartbeat, isReply: judge(heartbeat.isReply, false) },
  };
}
