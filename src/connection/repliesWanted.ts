import { ColdwireError } from '../errors/coldwireError.ts';
import { venueWords } from '../protocol/venueWords.ts';
import type { RequestOptions } from './connection.ts';
import type { ConnectionSettings } from './options.ts';

/**
 * Which replies a request waits for: those its options ask for, else those its dialect says; none after a refusal, which
 * `isFinal` throws as `request-rejected`. Made anew for each request, whose replies it counts.
 */
export function repliesWanted<M>(
  id: number | string,
  options: Pick<RequestOptions<M>, 'replies' | 'isFinal'>,
  rule: ConnectionSettings<M>['requests'] = {},
): Pick<RequestOptions<M>, 'replies' | 'isFinal'> {
  const { replies, isFinal = replies === undefined ? rule.isFinal : undefined } = options;
  if (isFinal === undefined && replies === 0) return { replies };
  let left = replies ?? 1;
  return {
    isFinal: (reply) => {
      const rejection = rule.rejectionOf?.(reply);
      if (rejection === undefined) return isFinal === undefined ? --left <= 0 : isFinal(reply);
      const { reason, code } = rejection;
      throw new ColdwireError('request-rejected', {
        id,
        reason: venueWords(reason, 'refused without a reason'),
        ...(code === undefined ? {} : { code: venueWords(code, '') }),
      });
    },
  };
}
