import { describe, expect, it } from '@jest/globals';
import { from, toArray } from 'rxjs';
import { inTermsOf } from '../../src/client/inTermsOf.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { balanceSample, fillSample, orderSample, positionSample } from '../helpers/accountSamples.ts';

const wide: Subscription = { channel: 'orders' };
const values = [orderSample(), orderSample({ symbol: 'B' }), fillSample(), balanceSample(), positionSample()];
const events: readonly FeedEvent<unknown>[] = [
  { kind: 'live', subscription: wide, epoch: 1 },
  ...values.map((value): FeedEvent<unknown> => ({ kind: 'data', subscription: wide, value })),
];

const seenBy = (subscription: Subscription): unknown[] => {
  const seen: unknown[] = [];
  from(events)
    .pipe(inTermsOf(subscription), toArray())
    .subscribe((all) => {
      for (const event of all) {
        expect(event.subscription).toBe(subscription);
        seen.push(event.kind === 'data' ? event.value : event.kind);
      }
    });
  return seen;
};

describe('the events of a topic that serves several channels', () => {
  it.each<[Subscription['channel'], readonly unknown[]]>([
    ['orders', [values[0], values[1]]],
    ['fills', [values[2]]],
    ['balances', [values[3]]],
    ['positions', [values[4]]],
  ])('are for a feed of %s those of its kind', (channel, wanted) => {
    expect(seenBy({ channel })).toEqual(['live', ...wanted]);
  });

  it('are for a feed of one symbol those of that symbol, a balance being of none', () => {
    expect(seenBy({ channel: 'orders', symbol: 'B' })).toEqual(['live', values[1]]);
    expect(seenBy({ channel: 'balances', symbol: 'B' })).toEqual(['live', values[3]]);
  });

  it('are all there for any other channel', () => {
    expect(seenBy({ channel: 'trades', symbol: 'B' })).toEqual(['live', ...values]);
  });
});
