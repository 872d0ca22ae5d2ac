import type { Rejection } from '../../protocol/requestRule.ts';
import { isInDoubt } from './isInDoubt.ts';
import { isTokenRefusal } from './isTokenRefusal.ts';
import { rejectionOf } from './rejectionOf.ts';
import { resultRows } from './verdictsOf.ts';

/**
 * Why a request about orders was refused as a whole. A batch some of whose orders were refused is none: it tells of each.
 *
 * ```json
 * {"method":"add_order","req_id":99,"success":false,"error":"EOrder:Insufficient funds","time_in":"...","time_out":"..."}
 * ```
 */
export function requestRejectionOf(message: unknown): Rejection | undefined {
  const rejection = rejectionOf(message);
  if (rejection === undefined || resultRows(message).length > 1) return undefined;
  const { reason } = rejection;
  return {
    reason,
    ...(isInDoubt(reason) ? { isUnknown: true } : {}),
    ...(isTokenRefusal(reason) ? { tokenRefused: true } : {}),
  };
}
