/** A text in one line, with nothing in it that would steer a terminal: what a venue says is not to be trusted that far. */
export function printable(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '?');
}
