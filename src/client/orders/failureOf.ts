import { type AnyColdwireError, ColdwireError, isColdwireError } from '../../errors/coldwireError.ts';

/** How a request about orders failed. */
export interface Failure {
  readonly kind: 'rejected' | 'not-sent' | 'outcome-unknown';
  readonly error: AnyColdwireError;
}

/**
 * What a request's error says of its order. Throws the errors that are none of an order's, `invalid-options` and `unsupported`.
 * What nobody foresaw counts as `outcome-unknown` where the frame had left, and as `not-sent` where it had not.
 */
export function failureOf(error: unknown, isSent: boolean): Failure {
  if (isColdwireError(error, 'invalid-options') || isColdwireError(error, 'unsupported')) throw error;
  if (isColdwireError(error, 'request-rejected')) return { kind: 'rejected', error };
  if (isColdwireError(error, 'not-sent') || isColdwireError(error, 'outcome-unknown'))
    return { kind: error.kind, error };
  const kind = isSent ? 'outcome-unknown' : 'not-sent';
  return { kind, error: new ColdwireError(kind, {}, { cause: error }) as AnyColdwireError };
}
