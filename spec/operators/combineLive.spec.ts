import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, defer, filter, map, NEVER, of, Subject, take, tap } from 'rxjs';
import { combineLive } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { data, live, stale } from './feedEvents.ts';

/** The feed of one symbol: `l` and `s` of its first epoch, `L` and `S` of its second, `1` to `3` its values. */
function eventsOf(symbol: string) {
  const subscription = { channel: 'quotes', symbol } as const;
  return {
    l: live(1, subscription),
    s: stale('silence', 0, { subscription }),
    L: live(2, subscription),
    S: stale('connecting', 0, { epoch: 2, subscription }),
    1: data(1, subscription),
    2: data(2, subscription),
    3: data(3, subscription),
  };
}

const a = eventsOf('A');
const b = eventsOf('B');
const both = (ofA: number, ofB: number, { subscription } = a.l) => data({ a: ofA, b: ofB }, subscription);

describe('combineLive', () => {
  it(
    'is live once all are, and has data once each has a value, again with each new one',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold<FeedEvent<number>>('              s-l-1-----2', a);
      const b$ = cold<FeedEvent<number>>('              s-----l-1---2', b);
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('(st)--l-x-y-z', {
        s: a.s,
        t: b.s,
        l: b.l,
        x: both(1, 1, b.l),
        y: both(2, 1, a.l),
        z: both(2, 2, b.l),
      });
      expectSubscriptions(a$.subscriptions).toBe('      ^');
      expectSubscriptions(b$.subscriptions).toBe('      ^');
    }),
  );

  it(
    'passes every stale as it is, at once, whatever the others are',
    marbles(({ cold, expectObservable }) => {
      const a$ = cold<FeedEvent<number>>('                  l-s-S----', a);
      const b$ = cold<FeedEvent<number>>('                  l-----s-S', b);
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('l-w-x-y-z', { l: b.l, w: a.s, x: a.S, y: b.s, z: b.S });
    }),
  );

  it(
    'gives no data after a loss before the feed that was lost has a fresh value, while the others keep theirs',
    marbles(({ cold, expectObservable }) => {
      const a$ = cold<FeedEvent<number>>('                      l-1---s-L-----2-', a);
      const b$ = cold<FeedEvent<number>>('                      l---1-----2-----', b);
      const values = { l: b.l, x: both(1, 1, b.l), s: a.s, L: a.L, y: both(2, 2, a.l) };
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('    l---x-s-L-----y-', values);
    }),
  );

  it(
    'keeps the newest value that comes while another feed is stale',
    marbles(({ cold, expectObservable }) => {
      const a$ = cold<FeedEvent<number>>('              l-1---3-----', a);
      const b$ = cold<FeedEvent<number>>('              l-1-s---L-2-', b);
      const values = { l: b.l, x: both(1, 1, b.l), s: b.s, L: b.L, y: both(3, 2, b.l) };
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('l-x-s---L-y-', values);
    }),
  );

  it(
    'drops data of a feed that is not live, and a live that says nothing new',
    marbles(({ cold, expectObservable }) => {
      const a$ = cold<FeedEvent<number>>('                    1-l-1-L-2-', a);
      const b$ = cold<FeedEvent<number>>('                    l-1-------', b);
      const values = { l: a.l, x: both(1, 1, a.l), y: both(2, 1, a.l) };
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('  --l-x---y-', values);
    }),
  );

  it(
    'tells with live the subscription and epoch of the feed that was awaited last',
    marbles(({ cold, expectObservable }) => {
      const a$ = cold<FeedEvent<number>>('                     l-s---L-', a);
      const b$ = cold<FeedEvent<number>>('                     L-------', b);
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('   l-s---L-', { l: b.L, s: a.s, L: a.L });
    }),
  );

  it(
    'errors with the first that errors, and leaves the rest',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold<FeedEvent<number>>('                     l-#', a, 'refused');
      const b$ = cold<FeedEvent<number>>('                     l----', b);
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('   l-#', { l: b.l }, 'refused');
      expectSubscriptions(b$.subscriptions).toBe('             ^-!');
    }),
  );

  it(
    'does not subscribe to the rest when one errors on subscribe',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const b$ = cold<FeedEvent<number>>('l', b);
      const broken$ = defer(() => fail());
      expectObservable(combineLive({ a: broken$, b: b$ })).toBe('#', undefined, new RangeError('mine'));
      expectSubscriptions(b$.subscriptions).toBe([]);
    }),
  );

  it(
    'completes when all have, and those that have stay as they were',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold<FeedEvent<number>>('                   l1|', a);
      const b$ = cold<FeedEvent<number>>('                   l-1-2-|', b);
      const values = { l: b.l, x: both(1, 1, b.l), y: both(1, 2, b.l) };
      expectObservable(combineLive({ a: a$, b: b$ })).toBe(' l-x-y-|', values);
      expectSubscriptions(a$.subscriptions).toBe('           ^-!');
    }),
  );

  it(
    'is as silent as the one that says nothing, and completes at once without feeds',
    marbles(({ cold, expectObservable }) => {
      expectObservable(combineLive({ a: cold<FeedEvent<number>>('l1', a), b: NEVER })).toBe('-');
      expectObservable(combineLive({})).toBe('|');
    }),
  );

  it(
    'leaves all of them in the middle',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold<FeedEvent<number>>('                          l-1-2', a);
      const b$ = cold<FeedEvent<number>>('                          l-1-2', b);
      expectObservable(combineLive({ a: a$, b: b$ }), '             ^-!').toBe('l-', { l: b.l });
      expectSubscriptions(a$.subscriptions).toBe('                  ^-!');
      expectSubscriptions(b$.subscriptions).toBe('                  ^-!');
    }),
  );

  it(
    'tells at once where it stands, and takes what comes on subscribe in order',
    marbles(({ expectObservable }) => {
      const a$ = concat(of(a.l, a[1], a[2]), NEVER);
      const b$ = concat(of(b.l, b[1]), NEVER);
      expectObservable(combineLive({ a: a$, b: b$ })).toBe('(lx)', { l: b.l, x: both(2, 1, b.l) });
      expectObservable(combineLive({ a: a$, b: b$ }).pipe(take(1))).toBe('(l|)', { l: b.l });
    }),
  );

  it('judges what its consumer feeds it from within its own next', () => {
    const a$ = new Subject<FeedEvent<number>>();
    const seen: string[] = [];
    combineLive({ a: a$, b: of(b.l, b[1]) }).subscribe((event) => {
      seen.push(event.kind === 'data' ? `data ${event.value.a}` : event.kind);
      if (event.kind === 'data' && event.value.a === 1) for (const next of [a.s, a[2], a.L]) a$.next(next);
    });
    for (const event of [a.l, a[1], a[3]]) a$.next(event);
    expect(seen).toEqual(['live', 'data 1', 'stale', 'live', 'data 3']);
  });

  it('keeps each value to its name, whatever the names', () => {
    const feeds = Object.fromEntries(['__proto__', '2', 'b', '1'].map((name) => [name, of(live(), data(name))]));
    const values: unknown[] = [];
    combineLive(feeds)
      .pipe(
        filter((event) => event.kind === 'data'),
        map(({ value }) => Object.entries(value)),
      )
      .subscribe((value) => values.push(value));
    expect(values).toEqual([['1', '2', '__proto__', 'b'].map((name) => [name, name])]);
  });

  it('takes one feed under two names', () => {
    const feed$ = of(live(), data(1));
    const kinds: string[] = [];
    combineLive({ a: feed$, b: feed$ })
      .pipe(tap(({ kind }) => kinds.push(kind)))
      .subscribe();
    expect(kinds).toEqual(['live', 'data']);
  });

  it('is a feed: stale+ live data*, and live exactly while all are', () => {
    const step = fc.record({ name: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom('l', 's', '1') } as const);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const feeds = {
          a: new Subject<FeedEvent<number>>(),
          b: new Subject<FeedEvent<number>>(),
          c: new Subject<FeedEvent<number>>(),
        };
        const isLive = { a: false, b: false, c: false };
        let told = '';
        let grammatical = true;
        combineLive(feeds).subscribe(({ kind }) => {
          grammatical &&= kind === 'stale' || (kind === 'data') === (told === 'live');
          if (kind !== 'data') told = kind;
        });
        for (const { name, kind } of steps) {
          feeds[name].next(a[kind]);
          if (kind !== '1') isLive[name] = kind === 'l';
          expect(told === 'live').toBe(isLive.a && isLive.b && isLive.c);
        }
        expect(grammatical).toBe(true);
      }),
    );
  });
});

function fail(): never {
  throw new RangeError('mine');
}
