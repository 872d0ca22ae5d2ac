import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { partedMemory } from '../../src/subscription/partedMemory.ts';
import { axesTopic } from '../helpers/axesVenue.ts';

const ended = (named: { readonly id?: string; readonly item?: string }) =>
  ({ kind: 'ack', verb: 'unsubscribe', ...named }) as const;
const ask = (verb: 'subscribe' | 'unsubscribe', symbol: string) => ({
  verb,
  topic: axesTopic({ channel: 'trades', symbol }),
  answer$: new Subject<'sent' | 'acknowledged'>(),
});

describe('partedMemory', () => {
  it('knows an answer by the id of the request, as often as it comes', () => {
    const parted = partedMemory(false);
    parted.left('1');
    expect([ended({ id: '1' }), ended({ id: '1', item: 'A' }), ended({ id: '2' })].map(parted.holds)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('knows a late one without id by what it names, once', () => {
    const parted = partedMemory(false);
    parted.overdue(ask('unsubscribe', 'A'));
    parted.overdue(ask('subscribe', 'B'));
    expect(['A', 'A', 'B'].map((item) => parted.holds(ended({ item })))).toEqual([true, false, false]);
    expect(parted.holds(ended({}))).toBe(false);
  });

  it("takes one without id for the venue's own act once a later ask for that topic was answered, or a late answer named both", () => {
    const parted = partedMemory(false);
    for (const symbol of ['A', 'B', 'C']) parted.overdue(ask('unsubscribe', symbol));
    parted.left('1');
    parted.answered(ask('subscribe', 'A'));
    expect(parted.holds(ended({ id: '1', item: 'B' }))).toBe(true);
    expect(['A', 'B', 'C'].map((item) => parted.holds(ended({ item })))).toEqual([false, false, true]);
  });

  it("takes one without id for the venue's own act where all answers have ids", () => {
    const parted = partedMemory(true);
    parted.overdue(ask('unsubscribe', 'A'));
    parted.left('1');
    expect([ended({ item: 'A' }), ended({ id: '1' })].map(parted.holds)).toEqual([false, true]);
  });

  it('remembers a thousand of each and no more', () => {
    const parted = partedMemory(false);
    for (let id = 0; id <= 1_000; id++) parted.left(String(id));
    expect([0, 1, 1_000].map((id) => parted.holds(ended({ id: String(id) })))).toEqual([false, true, true]);
  });
});
