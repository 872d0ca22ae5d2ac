import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redactSecrets } from '../../src/record/redactSecrets.ts';

describe('redactSecrets', () => {
  it.each([
    [
      'an OKX login',
      '{"op":"login","args":[{"apiKey":"CANARY","passphrase":"CAN\\"ARY","timestamp":"1538054050","sign":"CANARY="}]}',
      '{"op":"login","args":[{"apiKey":"REDACTED","passphrase":"REDACTED","timestamp":"1538054050","sign":"REDACTED"}]}',
    ],
    [
      'a Gate.io subscription',
      '{"channel":"spot.orders","auth":{"method":"api_key","KEY":"CANARY","SIGN":"CANARY"}}',
      '{"channel":"spot.orders","auth":{"method":"api_key","KEY":"REDACTED","SIGN":"REDACTED"}}',
    ],
    [
      'a Gate.io login',
      '{"payload":{"req_id":"1","api_key" : "CANARY","signature":"CANARY"}}',
      '{"payload":{"req_id":"1","api_key" : "REDACTED","signature":"REDACTED"}}',
    ],
    ['a Kraken token', '{"params":{"token":"CANARY"},"req_id":1}', '{"params":{"token":"REDACTED"},"req_id":1}'],
    ['a listen key', '{"listenKey":"CANARY"}', '{"listenKey":"REDACTED"}'],
    [
      'a request repeated in an error',
      '{"msg":"Illegal request: {\\"op\\":\\"login\\",\\"args\\":[{\\"apiKey\\":\\"CANARY\\"}]}"}',
      '{"msg":"Illegal request: {\\"op\\":\\"login\\",\\"args\\":[{\\"apiKey\\":\\"REDACTED\\"}]}"}',
    ],
    [
      'a url',
      'wss://user:CANARY@venue.example/ws?listenKey=CANARY&depth=5#x',
      'wss://venue.example/ws?listenKey=REDACTED&depth=5#x',
    ],
    ['a form', 'symbol=BTC&signature=CANARY&timestamp=1', 'symbol=BTC&signature=REDACTED&timestamp=1'],
  ])('takes the secrets out of %s and leaves the rest', (_, text, redacted) => {
    expect(redactSecrets(text)).toBe(redacted);
  });

  it.each([
    '{"channel":"book","data":[{"symbol":"BTC/USD","bids":[{"price":1.0,"qty":0.10}],"checksum":7}]}',
    'wss://stream.binance.com:9443/stream?streams=btcusdt@depth/ethusdt@trade',
    'ping',
    '{"signal":"x","keys":["a"],"monkey":"b"}',
  ])('leaves %s as it is', (text) => {
    expect(redactSecrets(text)).toBe(text);
  });

  it('leaves JSON that can be read, with all but the secrets in it', () => {
    const names = fc.constantFrom('apiKey', 'sign', 'token', 'passphrase', 'price', 'id');
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), (fields) => {
        const { price, id, ...secret } = JSON.parse(redactSecrets(JSON.stringify(fields))) as Record<string, string>;
        expect([price, id]).toStrictEqual([fields['price'], fields['id']]);
        expect(Object.values(secret).every((value) => value === 'REDACTED')).toBe(true);
      }),
    );
  });
});
