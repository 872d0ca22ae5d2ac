import { ColdwireError } from '../errors/coldwireError.ts';
import type { Rejection } from '../protocol/requestRule.ts';
import { rejectionWords } from '../protocol/rejectionWords.ts';
import type { RequestOptions } from './connection.ts';
import type { ConnectionSettings } from './options.ts';

/**
 * Which replies a request waits for: those its options ask for, else those its dialect says; none after a refusal, which
 * `isFinal` throws as `request-rejected`, or as unanswered where the venue knows no better itself. Made anew for each request, whose replies it counts. `onRefused` is told of each
 * refusal.
 */
export function repliesWanted<M>(
  id: number | string,
  options: Pick<RequestOptions<M>, 'replies' | 'isFinal' | 'refusals' | 'idempotent'>,
  rule: ConnectionSettings<M>['requests'] = {},
  onRefused: (rejection: Rejection) => void = () => {},
): Pick<RequestOptions<M>, 'replies' | 'isFinal'> {
  const { replies, isFinal = replies === undefined ? rule.isFinal : undefined } = options;
  if (isFinal === undefined && replies === 0) return { replies };
  let left = replies ?? 1;
  return {
    isFinal: (reply) => {
      const rejection = rule.rejectionOf?.(reply);
      if (rejection !== undefined) onRefused(rejection);
      if (rejection === undefined || options.refusals === 'reply')
        return isFinal === undefined ? --left <= 0 : isFinal(reply);
      const unanswered = options.idempotent === true ? 'reply-timeout' : 'outcome-unknown';
      throw new ColdwireError(rejection.isUnknown === true ? unanswered : 'request-rejected', {
        id,
        ...rejectionWords(rejection),
      });
    },
  };
}
