import type { Rejection } from '../../protocol/requestRule.ts';
import { errorOf } from './errorWords.ts';

/** "Internal server error": what broke inside the venue may have been done all the same. */
const IN_DOUBT: ReadonlySet<string | undefined> = new Set(['INTERNAL', 'SERVER_ERROR']);

/** The refusal that an error of the order api is, of a request or of one order of several. */
export function refusalOf(error: unknown): Rejection {
  const refusal = errorOf(error);
  return IN_DOUBT.has(refusal.code) ? { ...refusal, isUnknown: true } : refusal;
}
