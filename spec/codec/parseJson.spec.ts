import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ParseJsonOptions, parseJson } from '../../src/codec/parseJson.ts';
import { levelsOf } from '../../src/protocol/levelsOf.ts';
import { textsOf } from '../book/bookSamples.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';

/** What a parse makes of a text; any refusal is the same. */
function outcomeOf(parse: (text: string) => unknown, text: string): unknown {
  try {
    return { value: parse(text) };
  } catch {
    return 'refused';
  }
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const violation = (what: string, length: number): ColdwireError =>
  new ColdwireError('protocol-violation', { what, length });

/** The error of a parse, whole. */
function errorOf(text: string, options?: ParseJsonOptions): unknown {
  try {
    return parseJson(text, options);
  } catch (error) {
    return isColdwireError(error) ? { kind: error.kind, context: error.context, cause: error.cause } : error;
  }
}

const refusal = (what: string, length: number): unknown => ({
  kind: 'protocol-violation',
  context: violation(what, length).context,
  cause: undefined,
});

describe('parseJson', () => {
  it('gives what JSON.parse gives, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8, stringUnit: 'binary' }), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toStrictEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('takes white space where JSON.parse does', () => {
    const space = fc.constantFrom('', ' ', '\n', '\r\n\t', '\u00a0', '\f', '\ufeff');
    fc.assert(
      fc.property(fc.array(space, { minLength: 9, maxLength: 9 }), ([a, b, c, d, e, f, g, h, i]) => {
        const text = `${a}{${b}"a"${c}:${d}[1${e},${f}true${g}]${h}}${i}`;
        expect(outcomeOf(parseJson, text)).toStrictEqual(outcomeOf(JSON.parse, text));
      }),
      { numRuns: 500 },
    );
  });

  it('takes and refuses what JSON.parse does, of texts that are almost JSON', () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      '\\"',
      '\\u00e9',
      '\\ud800',
      '\\x',
      'é',
      '\u0000',
      '\n',
    ];
    const words = ['0', '1', '-', '+', '.', 'e', 'E', '01', '1.5', '-0', '1e999', 'true', 'null', 'fals', 'NaN', ' '];
    const text = fc.array(fc.constantFrom(...tokens, ...words), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (almost) => {
        for (const candidate of [almost, `"${almost}"`, `[${almost}]`, `{"k":${almost}}`])
          expect(outcomeOf(parseJson, candidate)).toStrictEqual(outcomeOf(JSON.parse, candidate));
      }),
      { numRuns: 1_500 },
    );
  });

  it('takes and refuses what JSON.parse does, of JSON with one character wrong', () => {
    const spoilt = fc
      .tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat(), fc.constantFrom(...'{}[],:"\\0-.eEtfn \u0000'.split('')))
      .map(([value, at, character]) => {
        const text = JSON.stringify(value);
        return text.slice(0, at % text.length) + character + text.slice((at % text.length) + 1);
      });
    fc.assert(
      fc.property(spoilt, (text) => {
        expect(outcomeOf(parseJson, text)).toStrictEqual(outcomeOf(JSON.parse, text));
      }),
      { numRuns: 1_500 },
    );
  });

  it('takes the numbers that JSON.parse takes, and rounds them alike', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789.-+eE'.split('')), maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(text, fc.double({ noNaN: true }).map(String)), (number) => {
        expect(outcomeOf(parseJson, number)).toStrictEqual(outcomeOf(JSON.parse, number));
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    '"\\u0041\\n\\t\\"\\\\\\/\\b\\f\\r"',
    '"\\ud83d\\ude00"',
    '"\\\\"',
    '["\\\\\\"","\\\\"]',
    '{"a\\"b":1,"a\\u0062":2,"":3}',
    '"\u2028\u2029\u007f\ud800"',
  ])('reads the escapes and characters of %s', (text) => {
    expect(parseJson(text)).toStrictEqual(JSON.parse(text));
  });

  it('lets the last of equal keys win, where the first stood', () => {
    expect(Object.entries(parseJson('{"a":1,"b":2,"\\u0061":3}') as object)).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });

  it.each(['__proto__', '\\u005f_proto__'])('makes of a key %s a property like any other', (key) => {
    const value = parseJson(`{"${key}":{"polluted":true},"a":1}`) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value['polluted']).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });

  it('keeps apart keys that are alike at both ends', () => {
    const pairs = Array.from({ length: 500 }, (_, index) => `k${index}k`);
    const text = `{${pairs.map((key, index) => `"${key}":${index}`).join(',')}}`;
    expect(Object.keys(parseJson(text) as object)).toEqual(pairs);
    expect(parseJson(`[${text},${text}]`)).toEqual(JSON.parse(`[${text},${text}]`));
  });
});

describe("parseJson with numbers: 'text'", () => {
  const text = (json: string): unknown => parseJson(json, { numbers: 'text' });

  it('makes of every number the text that it was', () => {
    expect(text('{"price":45281.0,"id":9007199254740993,"list":[0,-0,1e5,1E-10,0.10]}')).toEqual({
      price: '45281.0',
      id: '9007199254740993',
      list: ['0', '-0', '1e5', '1E-10', '0.10'],
    });
  });

  it('changes nothing else', () => {
    expect(text('{"a":"1","b":true,"c":null,"d":{"1":false}}')).toEqual({ a: '1', b: true, c: null, d: { 1: false } });
  });

  it('refuses what is no number all the same', () => {
    for (const number of ['01', '+1', '.5', '1.', '1e', '-', '0x10', 'NaN'])
      expect(() => text(number)).toThrow('protocol-violation');
  });

  it('loses nothing that JSON.parse would have read', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (numbers) => {
        const json = JSON.stringify(numbers);
        expect((text(json) as readonly string[]).map(Number)).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('parseJson of what Kraken sent', () => {
  const sessions = ['v1-multi-20210405', 'v2-btcusd-d25-20260802', 'v2-ethusd-d25-20260802'];
  // The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
  const folder = '../shared/frames/kraken';
  const present = existsSync(folder);
  const recorded = present ? it : it.skip;
  const notice = present ? '' : ` (skipped: there is no ${folder})`;
  const framesOf = (session: string): readonly string[] =>
    gunzipSync(readFileSync(`${folder}/${session}.jsonl.gz`))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly raw?: string }).raw)
      .filter((raw) => raw !== undefined);

  recorded.each(sessions)(`gives what JSON.parse gives: %s${notice}`, (session) => {
    const frames = framesOf(session);
    expect(frames.length).toBeGreaterThan(1_000);
    expect(frames.map((frame) => parseJson(frame))).toEqual(frames.map((frame) => JSON.parse(frame)));
  });

  recorded.each(sessions)(`keeps the text of every number: %s${notice}`, (session) => {
    const numbersOf = (value: unknown): readonly unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [value];
    for (const frame of framesOf(session).slice(0, 2_000)) {
      const kept = numbersOf(parseJson(frame, { numbers: 'text' }));
      const read = numbersOf(JSON.parse(frame));
      expect(kept.map((value, at) => (typeof read[at] === 'number' ? Number(value) : value))).toEqual(read);
      for (const [at, value] of read.entries()) if (typeof value === 'number') expect(frame).toContain(kept[at]);
    }
  });
});

describe('the bounds of parseJson', () => {
  it('is a depth of 64 by default', () => {
    expect(parseJson(nested(64))).toEqual(JSON.parse(nested(64)));
    expect(errorOf(nested(65))).toEqual(refusal('JSON depth', 130));
    expect(errorOf('{"a":'.repeat(65) + '1' + '}'.repeat(65))).toEqual(refusal('JSON depth', 391));
  });

  it('is the depth that was asked for', () => {
    expect(parseJson('{"a":[]}', { maxDepth: 2 })).toEqual({ a: [] });
    expect(errorOf('{"a":[{}]}', { maxDepth: 2 })).toEqual(refusal('JSON depth', 10));
    expect(parseJson('1', { maxDepth: 0 })).toBe(1);
  });

  it('is 400 characters a number', () => {
    expect(parseJson('1'.repeat(400), { numbers: 'text' })).toBe('1'.repeat(400));
    expect(errorOf('1'.repeat(401))).toEqual(refusal('JSON number', 401));
    expect(errorOf(`[0.${'1'.repeat(1_000_000)}]`, { numbers: 'text' })).toEqual(refusal('JSON number', 1_000_004));
  });

  it('tells of a refusal the length alone, and no cause that quotes the text', () => {
    for (const secret of ['secret', '{"key":secret}', '"\\secret"', '{"secret"', '["secret\u0000"]'])
      expect(errorOf(secret)).toEqual(refusal('JSON', secret.length));
  });

  it.each([
    ['a long string', (size: number) => `"${'x'.repeat(size)}"`],
    ['a string of escapes', (size: number) => `"${'\\"'.repeat(size / 2)}"`],
    ['a string of backslashes', (size: number) => `"${'\\\\'.repeat(size / 2)}"`],
    ['many short strings', (size: number) => `[${'"a",'.repeat(size / 4)}""]`],
    ['many strings with escapes', (size: number) => `[${'"\\n",'.repeat(size / 5)}""]`],
    ['many keys', (size: number) => `{${Array.from({ length: size / 20 }, (_, n) => `"key ${n}":${n}`).join(',')}}`],
    ['many numbers', (size: number) => `[${'123,'.repeat(size / 4)}0]`],
    ['white space', (size: number) => `${' '.repeat(size)}1`],
  ])('read megabytes of %s whole', (_, make) => {
    const text = make(4_000_000);
    const value = parseJson(text);
    expect(JSON.stringify(value) === JSON.stringify(JSON.parse(text))).toBe(true);
  });

  it('let go of a large text, whatever is kept of it', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const padding = 'x'.repeat(1_000_000);
    // Parsed out of a greater one, a text is a string of its own.
    const textOf = (n: number): string =>
      (
        JSON.parse(
          `["{\\"a long key of ${n}\\":[0.12345678901${n},\\"a long string ${n}\\"],\\"${padding}\\":1}"]`,
        ) as [string]
      )[0];
    const before = used();
    const kept = Array.from({ length: 60 }, (_, n) => {
      const [key, value] = Object.entries(parseJson(textOf(n), { numbers: 'text' }) as object)[0] as [string, unknown];
      return { key, value };
    });
    expect(used() - before).toBeLessThan(30_000_000);
    expect(kept[7]).toEqual({ key: 'a long key of 7', value: ['0.123456789017', 'a long string 7'] });
  });

  it.each([
    ['an open string', (size: number) => `"${'x'.repeat(size)}`],
    ['an open string of escapes', (size: number) => `"${'\\"'.repeat(size / 2)}`],
    ['an open string of backslashes', (size: number) => `"${'\\'.repeat(size)}`],
    ['open brackets', (size: number) => '['.repeat(size)],
    ['open braces', (size: number) => '{"a":'.repeat(size / 5)],
  ])('refuse megabytes of %s', (_, make) => {
    expect(errorOf(make(4_000_000))).toMatchObject({ kind: 'protocol-violation' });
  });

  it('reads rows of levels at once where they are named, and says the same as without', () => {
    const names = ['bids', 'asks'];
    const number = fc.constantFrom('1', '0.00', '61837.63', '', '-1', '9007199254740993', 'x', '1e5');
    const row = fc
      .tuple(number, number, fc.constantFrom([], ['0', '4'], [7], [null]))
      .map(([p, s, more]) => [p, s, ...more]);
    const message = fc.record({
      bids: fc.array(row),
      asks: fc.oneof(fc.array(row), fc.jsonValue()),
      other: fc.array(row),
    });
    const space = fc.constantFrom(undefined, 1);
    fc.assert(
      fc.property(message, space, (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const plain = parseJson(text, { numbers: 'text' }) as Record<'bids' | 'asks' | 'other', unknown>;
        const read = parseJson(text, { numbers: 'text', levels: names }) as typeof plain;
        expect(read.other).toEqual(plain.other);
        for (const name of ['bids', 'asks'] as const) {
          const levels = outcomeOf(() => levelsOf(plain[name], name), '');
          expect(outcomeOf(() => textsOf(levelsOf(read[name], name)), '')).toEqual(levels);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes no object on the wire for a level that it has read', () => {
    const text = '{"bids":[{"priceText":"1","sizeText":"2","price":1e999,"size":-1}]}';
    const { bids } = parseJson(text, { levels: ['bids'] }) as { readonly bids: unknown };
    expect(() => levelsOf(bids, 'bids')).toThrow('protocol-violation');
  });

  it('counts rows of levels among the arrays inside one another', () => {
    const text = '{"bids":[["1","2"]]}';
    expect(outcomeOf(() => parseJson(text, { levels: ['bids'], maxDepth: 3 }), '')).not.toBe('refused');
    expect(outcomeOf(() => parseJson(text, { levels: ['bids'], maxDepth: 2 }), '')).toBe('refused');
  });
});
