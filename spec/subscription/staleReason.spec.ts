import { describe, expect, it } from '@jest/globals';
import { ColdwireError, type ErrorKind } from '../../src/errors/coldwireError.ts';
import { canHeal, staleReasonOf } from '../../src/subscription/staleReason.ts';

const rejected = (permanent: boolean) => new ColdwireError('subscription-rejected', { permanent });

describe('staleReasonOf', () => {
  it.each<[ErrorKind, string]>([
    ['connection-lost', 'connection-lost'],
    ['dial-failed', 'connection-lost'],
    ['not-sent', 'connection-lost'],
    ['silence', 'silence'],
    ['ack-timeout', 'ack-timeout'],
    ['subscription-rejected', 'rejected-for-now'],
    ['unsubscribed-by-venue', 'unsubscribed-by-venue'],
    ['authentication-failed', 'authentication-lost'],
    ['checksum-mismatch', 'checksum-mismatch'],
    ['sequence-gap', 'sequence-gap'],
    ['crossed', 'crossed'],
    ['overflow', 'overflow'],
  ])('calls %s %s, whatever else is offered', (kind, reason) => {
    expect(staleReasonOf(new ColdwireError(kind))).toBe(reason);
    expect(staleReasonOf(new ColdwireError(kind), 'connecting')).toBe(reason);
  });

  it('calls what a socket was too full to send an overflow: the connection lives', () => {
    const cause = new ColdwireError('overflow');
    expect(staleReasonOf(new ColdwireError('not-sent', {}, { cause }))).toBe('overflow');
    expect(staleReasonOf(new ColdwireError('not-sent', {}, { cause: new Error('closed') }))).toBe('connection-lost');
  });

  it('counts what it does not understand as a hole, unless told otherwise', () => {
    for (const error of [new ColdwireError('protocol-violation'), new Error('x'), undefined]) {
      expect(staleReasonOf(error)).toBe('sequence-gap');
      expect(staleReasonOf(error, 'connection-lost')).toBe('connection-lost');
    }
  });
});

describe('canHeal', () => {
  it('gives up only where asking again cannot help', () => {
    const hopeless = [
      new ColdwireError('unsupported'),
      new ColdwireError('invalid-options'),
      new ColdwireError('authentication-failed'),
      rejected(true),
    ];
    const hopeful = [
      rejected(false),
      new ColdwireError('subscription-rejected'),
      new ColdwireError('ack-timeout'),
      new Error('x'),
      undefined,
    ];
    expect(hopeless.map(canHeal)).toEqual([false, false, false, false]);
    expect(hopeful.map(canHeal)).toEqual([true, true, true, true, true]);
  });
});
