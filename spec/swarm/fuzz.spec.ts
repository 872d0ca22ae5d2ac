import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../src/util/random.ts';
import { corpus } from './corpus.ts';
import { fuzzed } from './fuzz.ts';
import { mutate } from './mutate.ts';
import { subjects } from './subjects.ts';

const NESTED = 200_000;

/** Frames that no venue sends, whatever is the matter with it. */
const hostile: readonly (readonly [name: string, frame: string])[] = [
  ['a key that would swap the prototype', '{"__proto__":{"polluted":true},"channel":"book","event":"subscribe"}'],
  ['a prototype inside of content', '{"arg":{"__proto__":{"polluted":true}},"data":[{"__proto__":{"polluted":true}}]}'],
  ['arrays in arrays, 200,000 deep', '['.repeat(NESTED) + ']'.repeat(NESTED)],
  ['objects in objects, 200,000 deep', '{"a":'.repeat(NESTED) + '1' + '}'.repeat(NESTED)],
  ['a number past all doubles', '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","price":1e999}]}'],
  [
    'a price that is none',
    '{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"px":"NaN","sz":"1","side":"buy"}]}',
  ],
  [
    'an id past 2^53',
    '{"stream":"btcusdt@trade","data":{"e":"trade","s":"BTCUSDT","t":9007199254740993,"p":"1","q":"1"}}',
  ],
  ['a key twice', '{"method":"pong","method":"subscribe","success":true,"success":false}'],
  ['a megabyte of digits', `{"time":${'9'.repeat(1_048_576)}}`],
  ['a megabyte of digits as text', `{"stream":"btcusdt@trade","data":{"e":"trade","p":"${'9'.repeat(1_048_576)}"}}`],
  ['nothing', ''],
  ['half a frame', '{"channel":"book","data":[{"bids":[{"pri'],
];

describe.each(Object.entries(subjects))('frames that %s does not send', (_, subject) => {
  it.each(hostile)('cost a typed error at most: %s', (_name, frame) => {
    const { read } = fuzzed(subject.exchange);
    expect(read(frame)).toBeUndefined();
    expect(read(new TextEncoder().encode(frame))).toBeUndefined();
  });

  it('are told from those it sends: some of its own, and a few hundred with parts that are others', () => {
    // Simulated alone, so that it is the same everywhere.
    const frames = corpus(subject, 'nowhere');
    const random = seededRandom(5);
    const { read, counts } = fuzzed(subject.exchange);
    for (const frame of frames) expect([frame, read(frame)]).toEqual([frame, undefined]);
    expect(counts()['values']).toBeGreaterThan(5);
    for (let times = 0; times < 400; times++) {
      const frame = mutate(frames[Math.floor(random() * frames.length)] as string, random);
      expect([frame, read(frame)]).toEqual([frame, undefined]);
    }
    expect(counts()['undecodable']).toBeGreaterThan(0);
    expect(counts()['unreadable']).toBeGreaterThan(0);
  }, 60_000);
});
