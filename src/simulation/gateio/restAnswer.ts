import type { RestAnswer } from '../venueSide.ts';
import { jsonText } from './jsonText.ts';
import type { Refusal } from './refusals.ts';
import type { Outcome } from './trader.ts';

/** An answer without an envelope, as Gate's are. */
export const answered = (body: unknown, status = 200): RestAnswer => ({ status, body: jsonText(body) });

/** `{"label":"INVALID_KEY","message":"Invalid key provided"}` */
export const refused = ([status, label, message]: Refusal): RestAnswer => answered({ label, message }, status);

/** What became of a request about orders; a new order is 201. */
export const outcomeAnswer = (outcome: Outcome, status = 200): RestAnswer =>
  'refusal' in outcome ? refused(outcome.refusal) : answered(outcome.result, status);
