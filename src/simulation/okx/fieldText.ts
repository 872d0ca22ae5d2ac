/** The text of a field, whether it was sent as text or as a number; empty where it was neither. */
export function fieldText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
