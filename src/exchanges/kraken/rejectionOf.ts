import { isRow } from '../../protocol/fields.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { venueWords } from '../../protocol/venueWords.ts';

/**
 * Why Kraken refused a request, by its reply. The class that a text may begin with (`EOrder:`) stays in it: v2 has no codes.
 *
 * ```json
 * {"method":"add_order","req_id":99,"success":false,"error":"EOrder:Insufficient funds","time_in":"...","time_out":"..."}
 * {"method":"pong","req_id":42,"time_in":"...","time_out":"..."}
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
export function rejectionOf(message: unknown): Rejection | undefined {
  if (!isRow(message)) return undefined;
  const { success, error } = message;
  if (success !== false && typeof error !== 'string') return undefined;
  return { reason: venueWords(error, 'refused without a reason') };
}
