/** A field whose value the venue wants as a bare number, the digits in quotes. */
const QUOTED = /"(order_qty|cash_order_qty|display_qty|limit_price)":"(-?\d{1,40}(?:\.\d{1,40})?)"/g;

/**
 * A request as a frame. Amounts are exact texts until here, and go out as bare JSON numbers, digit by digit: a double would lose
 * digits, or spell `0.0000001` as `1e-7`.
 */
export function encodeRequest(message: unknown): string {
  return JSON.stringify(message).replace(QUOTED, '"$1":$2');
}
