/** A decimal text with eight decimals, as all sums on spot have: what is missing is filled with zeros, what is finer is cut off. */
export function eight(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  return `${whole}.${fraction.slice(0, 8).padEnd(8, '0')}`;
}
