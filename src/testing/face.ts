/** What of an object shows: what kind of thing it is, and its parts by name. */
export interface Face {
  readonly kind: string;
  readonly parts: ReadonlyMap<unknown, unknown>;
}

/** Told apart from an error's own fields, which come after. Its `stack` differs with every line moved and is left out. */
const ERROR_FIELDS: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause']);

/** The face of any object; that of an error holds what test runners leave out: class, own fields and cause. */
export function faceOf(value: object): Face {
  if (isError(value)) return errorFace(value);
  if (value instanceof Map) return { kind: 'Map', parts: value };
  if (value instanceof Set) return { kind: 'Set', parts: new Map([...value].map((item) => [item, true])) };
  if (value instanceof RegExp) return { kind: 'RegExp', parts: new Map([['source', String(value)]]) };
  if (Array.isArray(value)) return { kind: 'Array', parts: new Map(value.entries()) };
  if (ArrayBuffer.isView(value)) return { kind: value.constructor.name, parts: new Map(Object.entries(value)) };
  // What hides its state (a date, a book whose levels are made when read) is known by what it writes.
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return { kind: value.constructor.name, parts: new Map([['json', value.toJSON()]]) };
  }
  return { kind: 'Object', parts: new Map(Object.entries(value).filter(([, part]) => part !== undefined)) };
}

/** Holds for errors of another realm too, of which `instanceof` knows nothing. */
function isError(value: object): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

function errorFace(error: Error): Face {
  const own = Object.entries(error).filter(([field, part]) => !ERROR_FIELDS.has(field) && part !== undefined);
  const parts = new Map<string, unknown>([['name', error.name], ['message', error.message], ...own]);
  if ('errors' in error) parts.set('errors', error.errors);
  if (error.cause !== undefined) parts.set('cause', error.cause);
  return { kind: error.constructor.name, parts };
}
