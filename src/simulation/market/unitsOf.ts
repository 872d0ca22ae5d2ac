/** The count of units of 10^-decimals that a plain decimal text says; nothing where it is none, or no whole count, or past 2^53. */
export function unitsOf(text: string, decimals: number): number | undefined {
  const [, whole = '', fraction = ''] = /^(\d{1,20})(?:\.(\d{1,30}))?$/.exec(text) ?? [];
  const digits = fraction.replace(/0+$/, '');
  if (whole === '' || digits.length > decimals) return undefined;
  const units = Number(whole + digits.padEnd(decimals, '0'));
  return Number.isSafeInteger(units) ? units : undefined;
}
