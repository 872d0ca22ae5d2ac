import { describe, expect, it } from '@jest/globals';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { PrivateValue } from '../../src/protocol/stateRule.ts';
import { trustSubject } from '../../src/subscription/trustSubject.ts';
import { balanceSample, fillSample, orderSample, positionSample } from '../helpers/accountSamples.ts';

const events = (subscription: Subscription) => ({
  live: { kind: 'live', subscription, epoch: 1 } as FeedEvent<number>,
  stale: { kind: 'stale', subscription, epoch: 1, reason: 'silence', since: 0 } as FeedEvent<number>,
  data: (value: number): FeedEvent<number> => ({ kind: 'data', subscription, value }),
});

const told = (subject: ReturnType<typeof trustSubject<number>>): string[] => {
  const seen: string[] = [];
  subject.subscribe({
    next: (event) => seen.push(event.kind === 'data' ? `data ${event.value}` : event.kind),
    error: () => seen.push('error'),
    complete: () => seen.push('complete'),
  });
  return seen;
};

describe('trustSubject', () => {
  it('tells a late subscriber of a state the trust and the current value, once', () => {
    const { live, data } = events({ channel: 'book' });
    const subject = trustSubject<number>();
    for (const event of [live, data(1), data(2)]) subject.next(event);
    const seen = told(subject);
    expect(seen).toEqual(['live', 'data 2']);
    subject.next(data(3));
    expect(seen).toEqual(['live', 'data 2', 'data 3']);
  });

  it('keeps a second live in a row for those who come later, and the value with it', () => {
    const { live, data } = events({ channel: 'book' });
    const subject = trustSubject<number>();
    const early = told(subject);
    for (const event of [live, data(1), { ...live, epoch: 2 } as FeedEvent<number>]) subject.next(event);
    const late: unknown[] = [];
    subject.subscribe({ next: (event) => late.push(event), error: () => {}, complete: () => {} });
    expect(early).toEqual(['live', 'data 1']);
    expect(late).toEqual([{ ...live, epoch: 2 }, data(1)]);
  });

  it('never replays a happening', () => {
    const { live, data } = events({ channel: 'trades' });
    const subject = trustSubject<number>();
    for (const event of [live, data(1)]) subject.next(event);
    expect(told(subject)).toEqual(['live']);
  });

  it('forgets the value with the trust', () => {
    const { live, stale, data } = events({ channel: 'ticker' });
    const subject = trustSubject<number>();
    for (const event of [live, data(1), stale]) subject.next(event);
    expect(told(subject)).toEqual(['stale']);
    subject.next(live);
    expect(told(subject)).toEqual(['live']);
  });

  it('tells a late subscriber of an account the newest state of each thing that has not ended, and no fill', () => {
    const subscription = { channel: 'orders' } as const;
    const subject = trustSubject<PrivateValue>();
    subject.next({ kind: 'live', subscription, epoch: 1 });
    const values = [
      orderSample({ orderId: 'a' }),
      orderSample({ orderId: 'b' }),
      fillSample(),
      balanceSample({ total: 0 }),
      positionSample(),
      orderSample({ orderId: 'a', filled: 1 }),
      orderSample({ orderId: 'b', status: 'canceled' }),
      positionSample({ size: 0, side: 'flat' }),
    ];
    for (const value of values) subject.next({ kind: 'data', subscription, value });
    const seen: unknown[] = [];
    subject.subscribe({
      next: (event) => seen.push(event.kind === 'data' ? event.value : event.kind),
      error: () => {},
      complete: () => {},
    });
    expect(seen).toEqual(['live', orderSample({ orderId: 'a', filled: 1 }), balanceSample({ total: 0 })]);
    subject.next({ kind: 'stale', subscription, epoch: 1, reason: 'silence', since: 0 });
    const later: string[] = [];
    subject.subscribe({ next: ({ kind }) => later.push(kind), error: () => {}, complete: () => {} });
    expect(later).toEqual(['stale']);
  });

  it('lets nothing overtake the past it tells, however a consumer reacts', () => {
    const { live, stale, data } = events({ channel: 'book' });
    const subject = trustSubject<number>();
    for (const event of [live, data(1)]) subject.next(event);
    const seen: string[] = [];
    subject.subscribe({
      next: (event) => {
        seen.push(event.kind === 'data' ? `data ${event.value}` : event.kind);
        if (seen.length === 1) for (const next of [data(2), stale]) subject.next(next);
      },
      error: () => {},
      complete: () => {},
    });
    expect(seen).toEqual(['live', 'data 1', 'data 2', 'stale']);
  });

  it('tells every subscriber the same order, whatever one of them causes', () => {
    const { live, stale, data } = events({ channel: 'trades' });
    const subject = trustSubject<number>();
    const first: string[] = [];
    subject.subscribe({
      next: (event) => {
        first.push(event.kind);
        if (event.kind === 'data') subject.next(stale);
      },
      error: () => {},
      complete: () => {},
    });
    const second = told(subject);
    for (const event of [live, data(1)]) subject.next(event);
    expect(first).toEqual(['live', 'data', 'stale']);
    expect(second).toEqual(['live', 'data 1', 'stale']);
  });

  it('tells who comes in the middle of a turn what was told so far, and then the rest of it, once', () => {
    const { live, stale, data } = events({ channel: 'book' });
    const subject = trustSubject<number>();
    let late: string[] = [];
    subject.subscribe({
      next: (event) => {
        if (event.kind !== 'live') return;
        for (const next of [data(1), stale]) subject.next(next);
        late = told(subject);
      },
      error: () => {},
      complete: () => {},
    });
    subject.next(live);
    expect(late).toEqual(['live', 'data 1', 'stale']);
  });

  it('passes errors and completion on', () => {
    const failed = trustSubject<number>();
    const seen = told(failed);
    failed.error(new Error('x'));
    expect(seen).toEqual(['error']);
    const ended = trustSubject<number>();
    const heard = told(ended);
    ended.complete();
    expect(heard).toEqual(['complete']);
  });
});
