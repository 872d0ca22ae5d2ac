import { printable } from './printable.ts';

/** What an error says, in one line: its message and, where the system caused it, the system's code. */
export function errorText(error: unknown): string {
  const { message = String(error), cause } = (error ?? {}) as Partial<Error>;
  const code = (cause as { readonly code?: unknown } | undefined)?.code;
  const line = printable(message.trim());
  return typeof code === 'string' && !line.includes(code) ? `${line}: ${code}` : line;
}
