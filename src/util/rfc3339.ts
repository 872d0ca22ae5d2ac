export function parseRfc3339(text: string): number {
  return Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
}
