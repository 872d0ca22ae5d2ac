/** JSON text of fields whose values are JSON texts themselves, so that numbers keep their digits; what is `undefined` is left out. */
export function jsonText(fields: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(fields).flatMap(([name, text]) => (text === undefined ? [] : [`"${name}":${text}`]));
  return `{${parts.join(',')}}`;
}

/** A string as JSON text; nothing where there is none. */
export function quoted(text: string): string;
export function quoted(text: string | undefined): string | undefined;
export function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : JSON.stringify(text);
}
