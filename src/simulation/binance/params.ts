/** The parameters of a request as texts, by name. */
export type Params = Readonly<Record<string, string>>;

/** Those of a query, and of a body in its form. */
export function queryParams(...sources: readonly URLSearchParams[]): Params {
  return Object.fromEntries(sources.flatMap((source) => [...source]));
}

/** Those of a JSON object. */
export function jsonParams(object: Readonly<Record<string, unknown>>): Params {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
