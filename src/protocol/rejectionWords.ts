import type { Rejection } from './requestRule.ts';
import { venueWords } from './venueWords.ts';

/** Why a venue refused, as an error repeats it: see {@link venueWords}. */
export function rejectionWords({
  reason,
  code,
}: Pick<Rejection, 'reason' | 'code'>): Pick<Rejection, 'reason' | 'code'> {
  return {
    reason: venueWords(reason, 'refused without a reason'),
    ...(code === undefined ? {} : { code: venueWords(code, '') }),
  };
}
