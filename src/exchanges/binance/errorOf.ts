import { isRow } from '../../protocol/fields.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { venueWords } from '../../protocol/venueWords.ts';

/**
 * The error that a message tells of, in any of the places where Binance puts one.
 *
 * ```json
 * {"code":2,"msg":"Invalid request: unknown variant","id":1}
 * {"error":{"code":-1121,"msg":"Invalid symbol."},"id":1}
 * ```
 */
export function errorOf(message: unknown): Required<Pick<Rejection, 'reason' | 'code'>> | undefined {
  if (!isRow(message)) return undefined;
  const { error = message } = message;
  if (!isRow(error)) return undefined;
  const { code, msg } = error;
  if (typeof code !== 'number' && typeof msg !== 'string') return undefined;
  return { reason: venueWords(msg, 'refused without a reason'), code: typeof code === 'number' ? String(code) : '' };
}
