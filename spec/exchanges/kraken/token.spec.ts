import { describe, expect, it } from '@jest/globals';
import { token } from '../../../src/exchanges/kraken/token.ts';

describe('token', () => {
  it('is what REST gives, to be used within its time', () => {
    expect(token.read('{"error":[],"result":{"token":"T0k3n","expires":900}}')).toEqual({
      token: 'T0k3n',
      useWithin: 900_000,
    });
  });

  it.each([
    ['EAPI:Invalid key', 'authentication-failed'],
    ['EAPI:Invalid signature', 'authentication-failed'],
    ['EGeneral:Permission denied', 'authentication-failed'],
    ['EAPI:Invalid nonce', 'request-rejected'],
    ['EAPI:Rate limit exceeded', 'request-rejected'],
    ['EService:Unavailable', 'request-rejected'],
  ])('refused with %s is %s', (reason, kind) => {
    expect(() => token.read(JSON.stringify({ error: [reason] }))).toThrow(
      expect.objectContaining({ kind, context: { reason } }),
    );
  });

  it.each([
    '{}',
    '{"error":[],"result":{"token":""}}',
    '{"error":[],"result":{"token":"T","expires":"900"}}',
    '<html>',
  ])('is not read out of %s', (body) => {
    expect(() => token.read(body)).toThrow('protocol-violation');
    expect(() => token.read(body)).not.toThrow(body);
  });
});
