const DECIMAL = /^-?\d{1,40}(\.\d{1,40})?$/;
const EXPONENTIAL = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

/**
 * A number as decimal text without exponent, the shortest that means it; a decimal text as it is. Nothing where it is neither:
 * not finite, no number, with an exponent, or of more than 40 digits on one side of the point.
 *
 * `decimalText(1e-7)` is `0.0000001`, `decimalText('0.10')` is `0.10`.
 */
export function decimalText(amount: number | string): string | undefined {
  const text = typeof amount === 'number' ? withoutExponent(String(amount)) : amount;
  return typeof text === 'string' && DECIMAL.test(text) ? text : undefined;
}

function withoutExponent(text: string): string {
  const [, sign = '', first = '', rest = '', exponent] = EXPONENTIAL.exec(text) ?? [];
  if (exponent === undefined) return text;
  const digits = `${first}${rest}`;
  const places = Number(exponent);
  return places < 0
    ? `${sign}0.${'0'.repeat(-places - 1)}${digits}`
    : `${sign}${digits}${'0'.repeat(places - rest.length)}`;
}
