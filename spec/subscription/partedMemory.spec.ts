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
    parted.left('1', [ask('unsubscribe', 'A'), ask('unsubscribe', 'B')]);
    expect([ended({ id: '1' }), ended({ id: '1', item: 'A' }), ended({ id: '2' })].map(parted.take)).toEqual([
      ['A', 'B'],
      ['A'],
      undefined,
    ]);
  });

  it('knows a late one without id by what it names, once', () => {
    const parted = partedMemory(false);
    parted.overdue(ask('unsubscribe', 'A'));
    parted.overdue(ask('subscribe', 'B'));
    expect(['A', 'A', 'B'].map((item) => parted.take(ended({ item })))).toEqual([['A'], undefined, undefined]);
    expect(parted.take(ended({}))).toBeUndefined();
  });

  it("takes one without id for the venue's own act once a later ask for that topic was answered, or a late answer named both", () => {
    const parted = partedMemory(false);
    for (const symbol of ['A', 'B', 'C']) parted.overdue(ask('unsubscribe', symbol));
    parted.left('1', [ask('unsubscribe', 'A'), ask('unsubscribe', 'B')]);
    parted.answered(ask('subscribe', 'A'));
    expect(parted.take(ended({ id: '1', item: 'B' }))).toEqual(['B']);
    expect(['A', 'B', 'C'].map((item) => parted.take(ended({ item })))).toEqual([undefined, undefined, ['C']]);
  });

  it('takes no word on a subscription for one', () => {
    const parted = partedMemory(false);
    parted.overdue(ask('unsubscribe', 'A'));
    expect(parted.take({ kind: 'ack', verb: 'subscribe', item: 'A' })).toBeUndefined();
    expect(parted.take({ kind: 'refusal', item: 'A', reason: 'no', permanent: false })).toEqual(['A']);
  });

  it("takes one without id for the venue's own act where all answers have ids", () => {
    const parted = partedMemory(true);
    parted.overdue(ask('unsubscribe', 'A'));
    parted.left('1', [ask('unsubscribe', 'A'), ask('unsubscribe', 'B')]);
    expect([ended({ item: 'A' }), ended({ id: '1', item: 'A' })].map(parted.take)).toEqual([undefined, ['A']]);
  });

  it('remembers a thousand of each and no more', () => {
    const parted = partedMemory(false);
    for (let id = 0; id <= 1_000; id++) parted.left(String(id), [ask('unsubscribe', 'A')]);
    expect([0, 1, 1_000].map((id) => parted.take(ended({ id: String(id) })))).toEqual([undefined, ['A'], ['A']]);
  });
});
