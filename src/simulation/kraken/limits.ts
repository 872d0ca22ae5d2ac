import type { DialLimit, MessageLimit } from '../venueSide.ts';

/**
 * What Kraken bears.
 *
 * - `dials`: about 150 connection attempts in rolling ten minutes from one address, then about ten minutes of nothing. Said by
 *   Kraken's support of its edge network; approximate `?`.
 * - `messages`: the venue limits them and answers `{"Error":"Exceeded msg rate"}`, but has published no number, which is
 *   dynamic besides. A client was seen to be cut short at its sixteenth subscription at once (v1, 2020). Fifty in a rolling
 *   second is a guess `?`.
 */
export const limits: {
  readonly dials: DialLimit;
  readonly messages: MessageLimit;
} = {
  dials: { count: 150, window: 600_000, ban: 600_000 },
  messages: { count: 50, window: 1_000 },
};
