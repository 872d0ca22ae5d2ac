import { describe, expect, it } from '@jest/globals';
import { filter, map, of, switchMap, timer, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { putInOrder } from '../../src/book/putInOrder.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { numberedAnswer, numberedFrame, type RestAnswer, splicedClient } from '../helpers/splicedVenue.ts';
import { marked } from '../helpers/tinyDialect.ts';

const bookOf = (symbol: string): Subscription => ({ channel: 'book', symbol });

describe('a book whose snapshot comes from REST', () => {
  it(
    'is asked for once the deltas are acknowledged, and is live with both',
    marbles(({ scheduler, cold, expectObservable, flush }) => {
      const { client, venue, asked } = splicedClient(scheduler, () => numberedAnswer(10));
      cold('--d----e').subscribe((act) =>
        venue.last().say(act === 'd' ? numberedFrame('A', 11) : numberedFrame('A', 13, 12)),
      );
      expectObservable(marked(client.feed(bookOf('A'))), '^---------!').toBe('c--(Le)f--', {
        c: 'c',
        L: 'L',
        e: '11',
        f: '13',
      });
      flush();
      expect(asked).toEqual(['1: /book A']);
      expect(venue.last().heard).toEqual(['0: +book10 A', '15: -book10 A']);
    }),
  );

  it(
    'starts again with another snapshot after a gap, and tells no book past it',
    marbles(({ scheduler, cold, expectObservable, flush }) => {
      const { client, venue, asked, reports } = splicedClient(scheduler, (_, nth) =>
        numberedAnswer(nth === 1 ? 10 : 20),
      );
      cold('-------g---d').subscribe((act) => venue.last().say(numberedFrame('A', act === 'g' ? 19 : 21)));
      expectObservable(marked(client.feed(bookOf('A'))), '^ 14ms !').toBe('c--(La)g----(Lb)', {
        c: 'c',
        L: 'L',
        a: '10',
        g: 'g',
        b: '21',
      });
      flush();
      expect(asked).toEqual(['1: /book A', '10: /book A']);
      expect(venue.last().heard).toEqual(['0: +book10 A', '7: -book10 A', '9: +book10 A', '20: -book10 A']);
      expect(reports.filter(({ kind }) => kind === 'resync')).toHaveLength(1);
    }),
  );

  it(
    'is asked for again when no answer comes in time, and when the venue wishes, which all books obey',
    marbles(({ scheduler, expectObservable, flush }) => {
      const answers: (RestAnswer | undefined)[] = [undefined, { status: 429, headers: { 'retry-after': '1' } }];
      const { client, asked, reports } = splicedClient(scheduler, (symbol) =>
        symbol === 'A' && answers.length > 0 ? answers.shift() : numberedAnswer(10),
      );
      const unsub = '^ 1100ms !';
      expectObservable(marked(client.feed(bookOf('A'))), unsub).toBe('c 1022ms (Le)', { c: 'c', L: 'L', e: '10' });
      const late$ = timer(30, scheduler).pipe(switchMap(() => client.feed(bookOf('B'))));
      expectObservable(marked(late$), unsub).toBe('30ms c 992ms (Le)', { c: 'c', L: 'L', e: '10' });
      flush();
      // Ten of silence and a pause of eight, two until it is refused; then nobody asks for a second.
      expect(asked).toEqual(['1: /book A', '19: /book A', '1021: /book B', '1021: /book A']);
      const errors = reports.flatMap((event) => (event.kind === 'refetch' ? [event.error] : []));
      expect(errors.map((error) => (error as ColdwireError).kind)).toEqual(['ack-timeout', 'dial-failed']);
    }),
  );

  it(
    'puts deltas in order where its rule does',
    marbles(({ scheduler, cold, expectObservable }) => {
      const reorder = putInOrder({ by: 'range', limit: 2 });
      const { client, venue } = splicedClient(scheduler, () => numberedAnswer(10), { rule: { reorder } });
      cold('-------a-c-b').subscribe((act) => venue.last().say(numberedFrame('A', { a: 11, b: 12, c: 13 }[act] ?? 0)));
      const told = { c: 'c', L: 'L', s: '10', a: '11', b: '12', d: '13' };
      expectObservable(marked(client.feed(bookOf('A'))), '^ 12ms !').toBe('c--(Ls)a---(bd)', told);
    }),
  );

  it.each<RestAnswer>([
    { status: 400, body: 'no such symbol' },
    { status: 200, body: '{"refused":"no such symbol"}' },
  ])('is refused for good where the venue says so over REST: %j', (answer) =>
    marbles(({ scheduler, expectObservable, flush }) => {
      const { client, venue } = splicedClient(scheduler, () => answer);
      const refusal = { subscription: 'book:10:A', reason: 'no such symbol', permanent: true };
      expectObservable(marked(client.feed(bookOf('A')))).toBe(
        'c--#',
        { c: 'c' },
        new ColdwireError('subscription-rejected', refusal),
      );
      flush();
      expect(venue.last().heard).toEqual(['0: +book10 A', '3: -book10 A']);
    })(),
  );

  it(
    'waits for its turn in what the venue allows, and in what the user shares',
    marbles(({ scheduler, expectObservable, flush }) => {
      const limits: readonly LimitRule[] = [
        { scope: 'address', counts: 'weight', kind: 'sliding', limit: 10, window: 100, slack: 0 },
      ];
      const shared = slidingWindow({ limit: 1_000, window: 50, scheduler });
      const { client, asked } = splicedClient(
        scheduler,
        () => numberedAnswer(10),
        { limits, snapshot: { weight: 5 } },
        { limits: { budgets: [shared] } },
      );
      const set$ = of(['A', 'B', 'C', 'D'].map(bookOf));
      const live$ = client.feeds(set$).pipe(
        filter(({ kind }) => kind === 'live'),
        map(({ subscription: { symbol } }) => symbol),
      );
      expectObservable(live$, '^ 300ms !').toBe('---(ab) 96ms (cd)', { a: 'A', b: 'B', c: 'C', d: 'D' });
      timer(102, scheduler).subscribe(() => {
        // Two snapshots, beside which frames count as one each.
        expect(shared.waitFor(990)).toBe(0);
        expect(shared.waitFor(991)).toBeGreaterThan(0);
      });
      flush();
      expect(asked).toEqual(['1: /book A', '1: /book B', '101: /book C', '101: /book D']);
    }),
  );

  it('asks for no more than its turn, be there four hundred of them, and leaves all that is under way', () => {
    const scheduler = new VirtualTimeScheduler(VirtualAction, 2_000);
    const limits: readonly LimitRule[] = [
      { scope: 'address', counts: 'weight', kind: 'sliding', limit: 1_000, window: 1_000, slack: 0 },
    ];
    const { client, asked, venue, underWay } = splicedClient(
      scheduler,
      (symbol) => (symbol === 'S399' ? undefined : numberedAnswer(10)),
      { limits, snapshot: { weight: 10 }, after: 300 },
      { ackTimeout: 5_000 },
    );
    const symbols = Array.from({ length: 400 }, (_, index) => `S${index}`);
    const live = new Set<unknown>();
    const following = client.feeds(of(symbols.map(bookOf))).subscribe((event) => {
      if (event.kind === 'live') live.add(event.subscription.symbol);
    });
    const frame = numberedFrame('S399', 11);
    scheduler.schedule(() => venue.last().say(frame), 500);
    scheduler.flush();
    expect([asked.length, live.size, underWay()]).toEqual([200, 200, 0]);
    scheduler.maxFrames = 6_000;
    scheduler.flush();
    expect([asked.length, live.size, underWay()]).toEqual([400, 399, 1]);
    const perSecond = new Map<number, number>();
    for (const one of asked) {
      const second = Math.floor((Number.parseInt(one, 10) - 1) / 1_000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    expect([...perSecond.values()]).toEqual([100, 100, 100, 100]);
    following.unsubscribe();
    expect(underWay()).toBe(1);
    scheduler.maxFrames = 20_000;
    scheduler.flush();
    expect([underWay(), venue.open(), scheduler.actions.length]).toEqual([0, 0, 0]);
  });

  it(
    'gives its place up, or leaves its request, when nobody wants it any more',
    marbles(({ scheduler, expectObservable, flush }) => {
      const { client, asked, underWay } = splicedClient(scheduler, () => numberedAnswer(10), { after: 50 });
      expectObservable(marked(client.feed(bookOf('A'))), '^--!').toBe('c');
      timer(7, scheduler).subscribe(() => expect(underWay()).toBe(1));
      timer(9, scheduler).subscribe(() => expect(underWay()).toBe(0));
      flush();
      expect(asked).toEqual(['1: /book A']);
    }),
  );
});
