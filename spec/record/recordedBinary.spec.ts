import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decoderOf } from '../../src/codec/jsonCodec.ts';
import type { Codec } from '../../src/protocol/codec.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { inflated } from '../../src/protocol/inflated.ts';
import { gunzip } from '../../src/util/gunzip.ts';
import { inflateDetected } from '../../src/util/inflateDetected.ts';
import { tinyDialect } from '../helpers/tinyDialect.ts';
import { line, open, retold } from './session.ts';

const FRAMES = '../shared/frames/htx';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

interface Line {
  readonly k: string;
  readonly raw?: string;
  readonly b64?: string;
}
const linesOf = (name: string): readonly string[] =>
  gunzipSync(readFileSync(`${FRAMES}/${name}.jsonl.gz`))
    .toString()
    .trim()
    .split('\n');
const framesOf = (lines: readonly string[]): readonly Uint8Array[] =>
  lines.flatMap((text) => {
    const { k, b64 } = JSON.parse(text) as Line;
    return k === 'recv' && b64 !== undefined ? [new Uint8Array(Buffer.from(b64, 'base64'))] : [];
  });

const zipped: Codec = { kind: 'json', numbers: 'text', binary: inflated(gunzip) };
/** An exchange that says of each message that it came, as a notice of its first key. */
function listening(codec: Codec, live = ''): Exchange {
  const main: Dialect = {
    ...tinyDialect,
    url: { live },
    codec,
    classify: (message) => ({ kind: 'notice', text: Object.keys(message as object)[0] ?? '' }),
  };
  return { name: 'htx', dialects: { main }, route: () => undefined };
}
const b64 = (ms: number, bytes: Uint8Array): string => line(ms, 'recv', { b64: Buffer.from(bytes).toString('base64') });

describe('the recorded binary frames of HTX', () => {
  const sessions = [
    ['coin-swap-20220219', 1_296],
    ['spot-multi-20210417', 362],
  ] as const;

  recorded.each(sessions)(`of %s all inflate and parse, as zlib and JSON.parse do: %i${notice}`, (name, count) => {
    const frames = framesOf(linesOf(name));
    expect(frames).toHaveLength(count);
    const decode = decoderOf({ ...zipped, numbers: 'number' });
    const detect = decoderOf({ kind: 'json', numbers: 'number', binary: inflated(inflateDetected) });
    const isTrue = (frame: Uint8Array): boolean => {
      const truth = JSON.parse(gunzipSync(frame).toString()) as unknown;
      return isDeepStrictEqual(decode(frame), truth) && isDeepStrictEqual(detect(frame), truth);
    };
    expect(frames.filter((frame) => !isTrue(frame))).toEqual([]);
  });

  recorded(`keep the text of ids past 2^53${notice}`, () => {
    const ids = framesOf(linesOf('spot-multi-20210417')).flatMap((frame) => {
      const text = gunzipSync(frame).toString();
      const found = [...text.matchAll(/"id":(\d{17,})/g)].map(([, id]) => id);
      const kept = JSON.stringify(decoderOf(zipped)(frame));
      for (const id of found) expect(kept).toContain(`"id":"${id}"`);
      return found;
    });
    expect(ids.length).toBeGreaterThan(10);
  });

  recorded.each(sessions)(`of %s are heard when it is replayed, every one: %i${notice}`, async (name, count) => {
    const lines = linesOf(name);
    const { url = '' } = JSON.parse(String(lines[0])) as { readonly url?: string };
    const { reports } = await retold(lines, { exchange: listening(zipped, url) });
    expect(reports).toHaveLength(count);
    expect(new Set(reports.map((report) => (report.kind === 'notice' ? report.text : report.kind)))).toEqual(
      new Set(['id', 'ch', 'ping']),
    );
  });
});

describe('a binary frame of a recording', () => {
  const gzip = (text: string): Uint8Array => new Uint8Array(gzipSync(text));
  const session = (...frames: readonly Uint8Array[]): readonly string[] => [
    open(0, 'wss://htx.example/ws'),
    ...frames.map((frame, at) => b64(at, frame)),
  ];
  const kindsOf = async (codec: Codec, ...frames: readonly Uint8Array[]) => {
    const exchange = listening(codec, 'wss://htx.example/ws');
    const { reports } = await retold(session(...frames), { exchange });
    return reports.map((report) =>
      report.kind === 'undecodable' ? [report.kind, report.error.message] : [report.kind],
    );
  };

  it('harms itself alone where it does not inflate', async () => {
    expect(await kindsOf(zipped, gzip('{"a":1}'), Uint8Array.of(1, 2, 3), gzip('{"b":1}'))).toEqual([
      ['notice'],
      ['undecodable', 'protocol-violation (what: gzip, length: 3)'],
      ['notice'],
    ]);
  });

  it('is undecodable where the venue’s own function throws, whatever that is', async () => {
    const custom: Codec = {
      kind: 'custom',
      decode: () => {
        throw new RangeError('index out of range');
      },
      encode: () => '',
    };
    expect(await kindsOf(custom, Uint8Array.of(1, 2, 3))).toEqual([
      ['undecodable', 'protocol-violation (what: frame, length: 3)'],
    ]);
  });
});
