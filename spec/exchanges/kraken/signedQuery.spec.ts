import { describe, expect, it } from '@jest/globals';
import { hmac } from '../../../src/auth/hmac.ts';
import { authDialect } from '../../../src/exchanges/kraken/authDialect.ts';
import { restRejectionOf, resultOf, signedQuery, signedRequest } from '../../../src/exchanges/kraken/signedQuery.ts';
import type { Auth } from '../../../src/protocol/auth.ts';

/** The example of Kraken's documentation (docs, guides/spot-rest-auth). */
const documented = {
  secret: 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==',
  nonce: 1616492376594,
  fields: { ordertype: 'limit', pair: 'XBTUSD', price: '37500', type: 'buy', volume: '1.25' },
  signature: '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
};

describe('signedRequest', () => {
  it('signs as the documented example does, and sends what it signed', () => {
    const { secret, nonce, fields, signature } = documented;
    const { sign, request } = signedRequest('AddOrder', fields);
    const signatures: string[] = [];
    hmac(secret, sign({ nonce }), authDialect.auth as Auth).subscribe((made) => signatures.push(made));
    expect(signatures).toEqual([signature]);
    expect(request({ nonce, key: 'key', signature })).toEqual({
      method: 'POST',
      url: '/0/private/AddOrder',
      headers: { 'API-Key': 'key', 'API-Sign': signature, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25',
    });
  });
});

describe('signedQuery', () => {
  it('reads the result, and knows a refusal by its errors', () => {
    const query = signedQuery('OpenOrders', {}, ({ open }, receivedAt) => [open, receivedAt]);
    expect(query.read({ error: [], result: { open: 'x' } }, 5)).toEqual(['x', 5]);
    expect(restRejectionOf({ error: ['EAPI:Invalid nonce'] })).toEqual({ reason: 'EAPI:Invalid nonce' });
    expect(restRejectionOf({ error: [], result: {} })).toBe(undefined);
    expect(restRejectionOf('down')).toBe(undefined);
    expect(() => resultOf({ error: [] })).toThrow('field result');
  });
});
