import { describe, expect, it } from '@jest/globals';
import { decoderOf, encodeJson } from '../../src/codec/jsonCodec.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';

const decode = decoderOf({ kind: 'json', numbers: 'text' });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('decoderOf', () => {
  it('decodes text as its codec says', () => {
    expect(decode('{"price":1.0}')).toEqual({ price: '1.0' });
    expect(decoderOf({ kind: 'json', numbers: 'number' })('{"price":1.0}')).toEqual({ price: 1 });
  });

  it('decodes bytes as UTF-8', () => {
    expect(decode(bytes('{"name":"Zürich"}'))).toEqual({ name: 'Zürich' });
  });

  it.each([
    ['a byte that no text has', Uint8Array.of(0x22, 0xff, 0x22)],
    ['a character that is cut off', bytes('"ü"').slice(0, 2)],
    ['an overlong encoding', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)],
  ])('refuses %s', (_, frame) => {
    expect(() => decode(frame)).toThrow(`protocol-violation (what: text encoding, length: ${frame.length})`);
  });

  it('decodes on after a frame that it refused', () => {
    expect(() => decode(Uint8Array.of(0x22, 0xc3))).toThrow('protocol-violation');
    expect(decode(bytes('"ok"'))).toBe('ok');
  });

  it.each(['', '{', 'ping'])('refuses %j, which is no JSON', (frame) => {
    expect(() => decode(frame)).toThrow(`protocol-violation (what: JSON, length: ${frame.length})`);
  });
});

describe('encodeJson', () => {
  it('writes one text', () => {
    expect(encodeJson({ op: 'ping', id: 1, at: undefined })).toBe('{"op":"ping","id":1}');
  });

  it.each([undefined, () => {}, Symbol('ping')])('refuses %p, for which JSON has no text', (message) => {
    let caught: unknown;
    try {
      encodeJson(message);
    } catch (error) {
      caught = error;
    }
    expect(isColdwireError(caught, 'invalid-options')).toBe(true);
  });

  it('throws what JSON throws', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => encodeJson(cycle)).toThrow(TypeError);
    expect(() => encodeJson({ id: 1n })).toThrow(TypeError);
  });
});
