import { isColdwireError } from '../errors/coldwireError.ts';
import type { StaleReason } from '../model/feedEvent.ts';
import { isSocketFull } from './isSocketFull.ts';

/**
 * Why a topic is stale after `error`; `otherwise` where its kind does not say. By default what was not understood counts
 * as a hole: values may be missing.
 */
export function staleReasonOf(error: unknown, otherwise: StaleReason = 'sequence-gap'): StaleReason {
  if (!isColdwireError(error)) return otherwise;
  switch (error.kind) {
    case 'connection-lost':
    case 'dial-failed':
      return 'connection-lost';
    case 'not-sent':
      // Where the socket is full it lives on.
      return isSocketFull(error) ? 'overflow' : 'connection-lost';
    case 'subscription-rejected':
      return 'rejected-for-now';
    case 'authentication-failed':
      return 'authentication-lost';
    case 'silence':
    case 'sequence-gap':
    case 'ack-timeout':
    case 'checksum-mismatch':
    case 'crossed':
    case 'overflow':
    case 'unsubscribed-by-venue':
      return error.kind;
    default:
      return otherwise;
  }
}

/** Whether asking again, on this connection or the next, may help. */
export function canHeal(error: unknown): boolean {
  return !(
    isColdwireError(error, 'unsupported') ||
    isColdwireError(error, 'invalid-options') ||
    isColdwireError(error, 'authentication-failed') ||
    (isColdwireError(error, 'subscription-rejected') && error.context.permanent === true)
  );
}
