/** A sum of an asset, exact: a count of 10^-18. */
export type Amount = bigint;

/** Decimals of an amount. */
export const AMOUNT_DECIMALS = 18;

/** The amount that a plain decimal text says; nothing where it is none, or finer than amounts are. */
export function amountOf(text: string): Amount | undefined {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,30})(?:\.(\d{1,40}))?$/.exec(text) ?? [];
  const digits = fraction.replace(/0+$/, '');
  if (whole === '' || digits.length > AMOUNT_DECIMALS) return undefined;
  return BigInt(`${sign}${whole}${digits.padEnd(AMOUNT_DECIMALS, '0')}`);
}

/** The decimal text of an amount, with as many decimals as it needs and at least `least`. */
export function amountText(amount: Amount, least = 0): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(AMOUNT_DECIMALS + 1, '0');
  const fraction = digits.slice(-AMOUNT_DECIMALS).replace(/0+$/, '').padEnd(least, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -AMOUNT_DECIMALS)}${fraction === '' ? '' : `.${fraction}`}`;
}
