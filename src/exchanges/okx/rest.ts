import { isRow } from '../../protocol/fields.ts';
import type { QueryContext } from '../../protocol/query.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { refusalWith } from './rejectionOf.ts';

/** What tells the demo world from the real one. */
export function demoHeaders(environment: QueryContext['environment']): Readonly<Record<string, string>> {
  return environment === 'test' ? { 'x-simulated-trading': '1' } : {};
}

/** The refusal that an answer of REST is: `{"code":"51603","msg":"Order does not exist","data":[]}`. */
export function restRejectionOf(reply: unknown): Rejection | undefined {
  const { code, msg } = isRow(reply) ? reply : {};
  return typeof code !== 'string' || code === '0' ? undefined : refusalWith(code, msg);
}
