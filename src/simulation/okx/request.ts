import { limits } from './limits.ts';

/** Fields of a message, not yet understood. */
export type Fields = Readonly<Record<string, unknown>>;

/** A request. */
export interface OkxOperation {
  readonly kind: 'operation';
  readonly op: string;
  readonly id: string | undefined;
  readonly args: readonly Fields[];
  /** When it is too late for it, in milliseconds since the epoch, as sent. */
  readonly expTime: unknown;
}

/** A frame of the client, understood as far as its envelope goes. */
export type OkxRequest =
  | { readonly kind: 'ping' }
  | OkxOperation
  /** What the venue complains of with the code 60012. */
  | { readonly kind: 'illegal' };

/** Letters and digits, at most 32 of them. */
const ID = /^[\dA-Za-z]{1,32}$/;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a request is longer than the venue takes. */
export function isTooLong(text: string): boolean {
  return new TextEncoder().encode(text).length > limits.frameBytes;
}

/** Reads a frame of the client. Never throws. */
export function readRequest(text: string): OkxRequest {
  if (text === 'ping') return { kind: 'ping' };
  const message = parsed(text);
  if (!isFields(message) || isTooLong(text)) return { kind: 'illegal' };
  const { op, id, args, expTime } = message;
  const isIdGood = id === undefined || (typeof id === 'string' && ID.test(id));
  if (typeof op !== 'string' || !isIdGood || !Array.isArray(args) || args.length === 0 || !args.every(isFields)) {
    return { kind: 'illegal' };
  }
  return { kind: 'operation', op, id, args, expTime };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
