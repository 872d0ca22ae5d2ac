import { describe, expect, it } from '@jest/globals';
import { type Closes, type Remedy, remedyOf } from '../../src/connection/remedyOf.ts';
import { ColdwireError, type ErrorContexts } from '../../src/errors/coldwireError.ts';

const again: Remedy = { atLeast: 0, spread: 0, doubts: 0 };
const later: Remedy = { ...again, atLeast: 30_000, spread: 30_000 };
const after = (atLeast: number): Remedy => ({ ...again, atLeast });
const failedDial = (context: ErrorContexts['dial-failed'], code?: string): ColdwireError =>
  new ColdwireError('dial-failed', context, code === undefined ? {} : { cause: Object.assign(new Error(), { code }) });
const closed = (code: number, reason = ''): ColdwireError => new ColdwireError('connection-lost', { code, reason });
const closes: Closes = { 1008: 'retry', 4001: 'surface', 4029: 'wait' };

describe('the remedy', () => {
  it.each<[string, unknown, Remedy]>([
    ['a stranger', new TypeError('x'), again],
    ['no error at all', undefined, again],
    ['a silence', new ColdwireError('silence', { within: 1 }), again],
    ['a gate that takes too long', new ColdwireError('ack-timeout', { timeout: 1 }), again],
    ['a broken protocol', new ColdwireError('protocol-violation'), again],
    ['a dial without an answer', failedDial({}), again],
    ['a name that no DNS knows', failedDial({}, 'ENOTFOUND'), again],
    ['a server in trouble', failedDial({ status: 503 }), again],
    ['a server that waited too long', failedDial({ status: 408 }), again],
    ['a server that it is too early for', failedDial({ status: 425 }), again],
    ['a server that says when', failedDial({ status: 503, retryAfterMs: 7 }), after(7)],
    ['a ban with its end', failedDial({ status: 418, retryAfterMs: 600_000 }), after(600_000)],
    ['a refusal with its end', failedDial({ status: 401, retryAfterMs: 9 }), after(9)],
    ['a ban without its end', failedDial({ status: 418 }), later],
    ['too many requests', failedDial({ status: 429 }), later],
    ['a wall', failedDial({ status: 403 }), later],
    ['a wrong path', failedDial({ status: 404 }), later],
    ['a redirect', failedDial({ status: 301 }), later],
    ['a login that may be tried again', new ColdwireError('authentication-failed', { retryAfterMs: 5 }), after(5)],
    ['a close that is a loss', closed(1000), again],
    ['a close that the dialect shrugs at', closed(1008), again],
    ['a close that the dialect waits after', closed(4029), later],
    ['a close by a name of Object', new ColdwireError('connection-lost', {}), again],
  ])('of %s is to dial again', (_, error, remedy) => {
    expect(remedyOf(error, 2, closes)).toEqual(remedy);
  });

  it.each([
    new ColdwireError('unsupported', { what: 'headers' }),
    new ColdwireError('invalid-options', { option: 'url' }),
    new ColdwireError('authentication-failed', { reason: 'bad key' }),
  ])('of $kind is to surface it as it is', (error) => {
    expect(remedyOf(error).surfaced).toBe(error);
  });

  it.each([
    [closed(4001, 'bad key'), 'bad key'],
    [closed(4001), 'close 4001'],
  ])('of a close that the dialect says to surface is to do so', (error, reason) => {
    const { surfaced } = remedyOf(error, 0, closes);
    expect(surfaced).toMatchObject({ kind: 'authentication-failed', context: { reason }, cause: error });
  });

  it('of a handshake answered 401 is to believe it the third time in a row', () => {
    const error = failedDial({ status: 401 });
    expect(remedyOf(error, 0)).toEqual({ ...later, doubts: 1 });
    expect(remedyOf(error, 1)).toEqual({ ...later, doubts: 2 });
    expect(remedyOf(error, 2).surfaced).toMatchObject({
      kind: 'authentication-failed',
      context: { reason: 'HTTP 401' },
      cause: error,
    });
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'INVALID_CA',
    'HOSTNAME_MISMATCH',
  ])('of a certificate that does not verify (%s) is to believe it the third time in a row', (code) => {
    const error = failedDial({}, code);
    expect(remedyOf(error, 1)).toEqual({ ...later, doubts: 2 });
    expect(remedyOf(error, 2).surfaced).toMatchObject({
      kind: 'invalid-options',
      context: { option: 'url', expected: 'a certificate that verifies' },
      cause: error,
    });
  });
});
