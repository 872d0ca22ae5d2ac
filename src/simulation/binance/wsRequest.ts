import { type Params, jsonParams } from './params.ts';
import { idText } from './streamRequest.ts';

/** A frame of the client on a request socket, understood. `id` is the JSON of its id. */
export interface WsRequest {
  readonly id: string;
  readonly method: string;
  readonly params: Params;
}

/** What is wrong with a frame. */
export type WsFlaw = 'json' | 'id' | 'method';

/** Reads a frame of the client. Never throws. */
export function readWsRequest(text: string): WsRequest | WsFlaw {
  const message = parsed(text);
  if (message === undefined) return 'json';
  // Ids of requests are not interpreted, those of streams have a form.
  const id = idText(message.id, text, /^.{0,36}$/s);
  if (id === undefined) return 'id';
  if (typeof message.method !== 'string') return 'method';
  const { params } = message;
  return { id, method: message.method, params: isFields(params) ? jsonParams(params) : {} };
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What is signed: all parameters but the signature, by name, as they are. */
export function signedText(params: Params): string {
  return Object.keys(params)
    .filter((name) => name !== 'signature')
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&');
}
