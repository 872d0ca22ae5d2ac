/** The same decimal with the other sign; nothing has none. */
export function negatedText(text: string): string {
  if (text.startsWith('-')) return text.slice(1);
  return Number(text) === 0 ? text : `-${text}`;
}
