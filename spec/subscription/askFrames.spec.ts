import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Topic } from '../../src/protocol/topic.ts';
import { type Asked, askFrames } from '../../src/subscription/askFrames.ts';

const topic = (batch: string, item: string): Topic => ({
  key: `${batch}:${item}`,
  route: item,
  item,
  batch,
  subscription: { channel: 'book' },
});

const shown = (asks: readonly Asked[], most: number, alone: readonly string[] = []): string[] =>
  askFrames(asks, most, new Set(alone)).map(
    ({ verb, asks: inFrame }) => `${verb === 'subscribe' ? '+' : '-'}${[...inFrame.keys()].join()}`,
  );

const subscribe = (batch: string, item: string): Asked => ({ verb: 'subscribe', topic: topic(batch, item) });

describe('askFrames', () => {
  it('gathers what is of one verb and one batch, in order of first appearance', () => {
    const asks: Asked[] = [
      subscribe('b', '1'),
      { verb: 'unsubscribe', topic: topic('b', '2') },
      subscribe('t', '3'),
      subscribe('b', '4'),
    ];
    expect(shown(asks, 10)).toEqual(['+1,4', '-2', '+3']);
  });

  it('names an item once a frame', () => {
    expect(shown([subscribe('b', '1'), subscribe('b', '1'), subscribe('b', '2')], 10)).toEqual(['+1', '+1,2']);
  });

  it('gives a frame of its own to what is to go alone, around which the others still gather', () => {
    const asks = ['1', '2', '3'].map((item) => subscribe('b', item));
    expect(shown(asks, 10, ['b:2'])).toEqual(['+1,3', '+2']);
  });

  it('loses none, doubles none and fills no frame past what the venue takes', () => {
    const letter = fc.constantFrom('a', 'b', 'c');
    const asked = fc.record({
      verb: fc.constantFrom('subscribe' as const, 'unsubscribe' as const),
      topic: fc.tuple(letter, letter).map(([batch, item]) => topic(batch, item)),
    });
    fc.assert(
      fc.property(fc.array(asked), fc.integer({ min: 1, max: 4 }), fc.subarray(['a:a', 'b:b']), (asks, most, alone) => {
        const frames = askFrames(asks, most, new Set(alone));
        const inFrames = frames.flatMap((frame) => [...frame.asks.values()]);
        expect(inFrames).toHaveLength(asks.length);
        expect(new Set(inFrames)).toEqual(new Set(asks));
        for (const { verb, asks: inFrame } of frames) {
          const first = [...inFrame.values()][0];
          expect(inFrame.size).toBeLessThanOrEqual(most);
          for (const [item, ask] of inFrame) {
            expect([ask.verb, ask.topic.batch, ask.topic.item]).toEqual([verb, first?.topic.batch, item]);
            if (alone.includes(ask.topic.key)) expect(inFrame.size).toBe(1);
          }
        }
      }),
    );
  });
});
