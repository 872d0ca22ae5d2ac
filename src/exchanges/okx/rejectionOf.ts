import { isRow } from '../../protocol/fields.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { errorWords } from './errorWords.ts';

/**
 * Codes by which the venue says that it does not know what became of a request: it timed out between its own machines, or
 * broke there.
 */
const UNKNOWN: ReadonlySet<string> = new Set(['50004', '50026', '51149']);

/**
 * Why OKX refused a request as a whole; nothing where it speaks of each item (`sCode`).
 *
 * ```json
 * {"id":"1512","op":"order","code":"60013","msg":"Invalid args","data":[]}
 * {"id":"1512","op":"batch-orders","code":"2","msg":"","data":[{"ordId":"1","sCode":"0","sMsg":""},{"ordId":"","sCode":"51008","sMsg":"Insufficient balance"}]}
 * {"event":"error","code":"60012","msg":"Invalid request: {\"id\":\"1512\",\"op\":\"order\",\"args\":[]}","connId":"a4d3ae55"}
 * ```
 */
export function rejectionOf(message: unknown): Rejection | undefined {
  if (!isRow(message)) return undefined;
  const { code, msg, data } = message;
  // Done in part (2) without a word of which: that is no refusal of all.
  if (typeof code !== 'string' || code === '0' || code === '2') return undefined;
  const hasItems = Array.isArray(data) && data.some((row) => isRow(row) && 'sCode' in row);
  return hasItems ? undefined : refusalWith(code, msg);
}

/** A refusal by its code, unless the code says that the venue knows no better. */
export function refusalWith(code: string, msg: unknown): Rejection {
  const reason = errorWords(msg, `error ${code}`);
  return UNKNOWN.has(code) ? { reason, code, isUnknown: true } : { reason, code };
}
