/** A decimal text without zeros at the end of its fraction, as Gate prints numbers. */
export function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
