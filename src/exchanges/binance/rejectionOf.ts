import { isRow } from '../../protocol/fields.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { errorOf } from './errorOf.ts';

/** Of these Binance itself does not know whether they were executed: a timeout behind it, an answer it did not understand, an error it does not know. */
const UNKNOWN: readonly string[] = ['-1000', '-1001', '-1006', '-1007'];

/**
 * Why the WebSocket API refused a request. "HTTP 5XX: it is important to NOT treat this as a failure operation; the execution status
 * is UNKNOWN." Of what was done in part (409), the part that was not is told of.
 *
 * ```json
 * {"id":"1","status":400,"error":{"code":-2010,"msg":"Account has insufficient balance for requested action."}}
 * {"id":"2","status":409,"error":{"code":-2021,"msg":"Order cancel-replace partially failed.","data":{"cancelResult":"SUCCESS","newOrderResult":"FAILURE","cancelResponse":{},"newOrderResponse":{"code":-2010,"msg":"Order would immediately match and take."}}}}
 * ```
 * @see https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/response-format
 */
export function rejectionOf(reply: unknown): Rejection | undefined {
  if (!isRow(reply)) return undefined;
  const { status, error } = reply;
  const told = error === undefined ? undefined : errorOf(reply);
  if (told === undefined) return undefined;
  const { reason, code } = told;
  const halves = halvesOf(error);
  const isUnknown =
    (typeof status === 'number' && status >= 500) || [told, ...halves].some((each) => UNKNOWN.includes(each.code));
  const words = halves.length === 0 ? '' : ` ${halves.map((half) => half.reason).join('; ')}`;
  return { reason: `${reason}${words}`, code, ...(isUnknown ? { isUnknown } : {}) };
}

/** What became of the two halves of a replacement, either of which may be in doubt though the whole says it failed. */
function halvesOf(error: unknown): readonly Required<Pick<Rejection, 'reason' | 'code'>>[] {
  const data = isRow(error) ? error['data'] : undefined;
  if (!isRow(data) || typeof data['cancelResult'] !== 'string') return [];
  const canceled = data['cancelResult'] === 'SUCCESS' ? { reason: 'canceled', code: '' } : undefined;
  return [canceled ?? errorOf(data['cancelResponse']), errorOf(data['newOrderResponse'])].filter(
    (half) => half !== undefined,
  );
}
