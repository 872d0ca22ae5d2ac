/** A frame of the client on a socket of streams, understood. `id` is the JSON of its id. */
export type StreamRequest =
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly id: string; readonly names: readonly string[] }
  | { readonly kind: 'list'; readonly id: string }
  | { readonly kind: 'set'; readonly id: string; readonly combined: boolean }
  | { readonly kind: 'get'; readonly id: string }
  | {
      readonly kind: 'wrong';
      /** Absent where the venue could not even read it. */
      readonly id: string | undefined;
      readonly code: number;
      readonly msg: string;
      readonly badId?: true;
    };

/** The words of refusal begin as documented; how they go on is not, nor is their number beyond 2 and 3. */
const wrong = (id: string | undefined, msg: string): StreamRequest => ({
  kind: 'wrong',
  id,
  code: 2,
  msg: `Invalid request: ${msg}`,
});

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a frame of the client. Never throws. */
export function readStreamRequest(text: string): StreamRequest {
  const message = parsed(text);
  if (message === undefined) {
    return { kind: 'wrong', id: undefined, code: 3, msg: 'Invalid JSON: expected value at line 1 column 1' };
  }
  if (!isFields(message)) return wrong(undefined, 'request must be an object');
  const id = idText(message.id, text);
  if (id === undefined) {
    return {
      ...wrong(undefined, 'request ID must be an integer, a string of up to 36 characters, or null'),
      badId: true,
    } as StreamRequest;
  }
  return requestOf(message, id);
}

function requestOf({ method, params }: Fields, id: string): StreamRequest {
  switch (method) {
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE': {
      if (!Array.isArray(params) || !params.every((name): name is string => typeof name === 'string')) {
        return wrong(id, 'params must be a list of stream names');
      }
      return { kind: method === 'SUBSCRIBE' ? 'subscribe' : 'unsubscribe', id, names: params };
    }
    case 'LIST_SUBSCRIPTIONS':
      return { kind: 'list', id };
    case 'SET_PROPERTY': {
      const [name, value] = Array.isArray(params) ? (params as readonly unknown[]) : [];
      if (name !== 'combined' || typeof value !== 'boolean') return wrong(id, 'unknown property');
      return { kind: 'set', id, combined: value };
    }
    case 'GET_PROPERTY':
      return Array.isArray(params) && params[0] === 'combined' ? { kind: 'get', id } : wrong(id, 'unknown property');
    default:
      return wrong(
        id,
        `unknown variant \`${String(method)}\`, expected one of \`SUBSCRIBE\`, \`UNSUBSCRIBE\`, \`LIST_SUBSCRIPTIONS\`, \`SET_PROPERTY\`, \`GET_PROPERTY\``,
      );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON of an id that has the form, its digits as they came: 64 bits are more than a double holds. */
export function idText(id: unknown, text: string, form: RegExp = /^[\w-]{1,36}$/): string | undefined {
  if (id === undefined || id === null) return 'null';
  if (typeof id === 'string') return form.test(id) ? JSON.stringify(id) : undefined;
  if (typeof id !== 'number' || !Number.isInteger(id)) return undefined;
  const digits = Number.isSafeInteger(id) ? String(id) : (/"id"\s*:\s*(-?\d+)/.exec(text)?.[1] ?? '');
  return digits !== '' && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits) ? digits : undefined;
}
