import { describe, expect, it } from '@jest/globals';
import { decoderOf, encodeJson, encoderOf } from '../../src/codec/jsonCodec.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Codec } from '../../src/protocol/codec.ts';
import { plain } from '../../src/protocol/plain.ts';
import { losslessNumber } from '../../src/util/losslessNumber.ts';

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

describe('decoderOf a codec whose numbers are read by a function', () => {
  const read = decoderOf({ kind: 'json', numbers: (text) => `<${text}>` });

  it('gives it the exact text of each bare number, and of nothing else', () => {
    expect(read('{"id":9007199254740993,"price":1.50,"list":[-0,1e5],"text":"1","flag":true}')).toEqual({
      id: '<9007199254740993>',
      price: '<1.50>',
      list: ['<-0>', '<1e5>'],
      text: '1',
      flag: true,
    });
  });

  it('keeps ids past 2^53 with losslessNumber, and the rest arithmetic', () => {
    const decode = decoderOf({ kind: 'json', numbers: losslessNumber });
    expect(decode('{"id":161867807052300009007199254740993,"seq":9007199254740993,"price":45281.10}')).toEqual({
      id: '161867807052300009007199254740993',
      seq: '9007199254740993',
      price: 45281.1,
    });
  });
});

describe('decoderOf a codec with tokens', () => {
  const pong = { op: 'pong' };
  const tokens = { pong, '': { op: 'empty' }, 'Invalid listen key': { error: true }, off: undefined, '[1]': 'never' };
  const read = decoderOf({ kind: 'json', numbers: 'number', tokens });

  it('gives the message a text stands for, as it is, however it came', () => {
    expect(read('pong')).toBe(pong);
    expect(read(bytes('pong'))).toBe(pong);
    expect(read('')).toEqual({ op: 'empty' });
    expect(read(bytes('Invalid listen key'))).toEqual({ error: true });
    expect(read('off')).toBeUndefined();
  });

  it('reads JSON as JSON', () => {
    expect(read('{"pong":1}')).toEqual({ pong: 1 });
    expect(read('[1]')).toEqual([1]);
  });

  it.each(['Pong', 'pong ', 'pong\n', 'ping', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'refuses %j, which is none of them',
    (text) => {
      expect(() => read(text)).toThrow(`protocol-violation (what: JSON, length: ${text.length})`);
    },
  );
});

describe('decoderOf a codec with binary frames of its own', () => {
  it('gives them to its reader, and text to JSON', () => {
    const read = decoderOf({ kind: 'json', numbers: 'number', binary: (frame) => ({ bytes: [...frame] }) });
    expect(read(Uint8Array.of(8, 1))).toEqual({ bytes: [8, 1] });
    expect(read('{"a":1}')).toEqual({ a: 1 });
  });

  it('lets it read on as a text frame would be, tokens included', () => {
    const read = decoderOf({
      kind: 'json',
      numbers: 'text',
      tokens: { Ping: 'ping' },
      binary: (frame, readText) => readText(frame.subarray(1)),
    });
    expect(read(bytes('x{"a":1.0}'))).toEqual({ a: '1.0' });
    expect(read(bytes('xPing'))).toBe('ping');
  });
});

describe('a custom codec', () => {
  const decode = (frame: Frame): unknown => ({ length: frame.length });
  const encode = (message: unknown): Frame => Uint8Array.of(message as number);

  it('is its own two functions', () => {
    const codec: Codec = { kind: 'custom', decode, encode };
    expect(decoderOf(codec)('abc')).toEqual({ length: 3 });
    expect(decoderOf(codec)(Uint8Array.of(1, 2))).toEqual({ length: 2 });
    expect(encoderOf(codec)(7)).toEqual(Uint8Array.of(7));
  });
});

describe('encoderOf a JSON codec', () => {
  it('writes JSON', () => {
    expect(encoderOf({ kind: 'json', numbers: 'text' })({ op: 'ping' })).toBe('{"op":"ping"}');
  });

  it('writes what the codec says instead', () => {
    const encode = (message: unknown): string => JSON.stringify(message).replace('"0.10"', '0.10');
    expect(encoderOf({ kind: 'json', numbers: 'text', encode })({ size: '0.10' })).toBe('{"size":0.10}');
  });
});

describe('encodeJson', () => {
  it.each(['ping', '', '{"op":'])('writes plain text %j as it is', (text) => {
    expect(encodeJson(plain(text))).toBe(text);
  });

  it.each([
    ['"ping"', 'ping'],
    ['{"text":"ping"}', { text: 'ping' }],
    ['null', null],
  ])('writes %s where that is meant', (text, message) => {
    expect(encodeJson(message)).toBe(text);
  });

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
