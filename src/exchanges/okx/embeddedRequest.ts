import { isRow, type Row } from '../../protocol/fields.ts';

/** Requests are at most 4,096 bytes; what is much longer is none of ours. */
const LONGEST = 8_192;

/**
 * The request that an error of OKX repeats inside its words, which may be the only place that says what it is about:
 * `Illegal request: {"id":"7","op":"subscribe","args":[...]}`.
 */
export function embeddedRequest(msg: unknown): Row | undefined {
  if (typeof msg !== 'string' || msg.length > LONGEST) return undefined;
  const begin = msg.indexOf('{');
  const end = msg.lastIndexOf('}');
  if (begin < 0 || end < begin) return undefined;
  try {
    const request: unknown = JSON.parse(msg.slice(begin, end + 1));
    return isRow(request) ? request : undefined;
  } catch {
    return undefined;
  }
}
