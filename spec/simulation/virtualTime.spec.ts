import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concatMap, delay, finalize, from, interval, of, take, timer, VirtualTimeScheduler } from 'rxjs';
import { type VirtualTime, virtualTime } from '../../src/simulation/index.ts';
import { seededRandom } from '../../src/util/random.ts';

/** What happens to a scheduler, as data: work that may schedule more, and may be taken back. */
interface Plan {
  readonly delay: number;
  readonly next: readonly Plan[];
  readonly takenBackAt?: number | undefined;
}

const plansOf = (levels: number): fc.Arbitrary<readonly Plan[]> =>
  fc.array(
    fc.record({
      delay: fc.nat(20),
      next: levels === 0 ? fc.constant([]) : plansOf(levels - 1),
      takenBackAt: fc.option(fc.nat(30), { nil: undefined }),
    }),
    { maxLength: 5 },
  );
const plans = plansOf(3);

/** The names of what ran, and when. */
function trace(scheduler: VirtualTime | VirtualTimeScheduler, all: readonly Plan[]): readonly string[] {
  const ran: string[] = [];
  const plan = (list: readonly Plan[], path: string): void =>
    list.forEach(({ delay: wait, next, takenBackAt }, index) => {
      const name = `${path}.${index}`;
      const action = scheduler.schedule(() => {
        ran.push(`${name}@${scheduler.now()}`);
        plan(next, name);
      }, wait);
      if (takenBackAt !== undefined) scheduler.schedule(() => action.unsubscribe(), takenBackAt);
    });
  plan(all, '');
  scheduler.flush();
  return ran;
}

describe('virtualTime', () => {
  it('runs what rxjs’s own virtual time runs, in the same order', () => {
    fc.assert(
      fc.property(plans, (all) => {
        expect(trace(virtualTime(), all)).toStrictEqual(trace(new VirtualTimeScheduler(), all));
      }),
    );
  });

  it('runs the same in another order where chance decides among equals, and in time all the same', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (all, seed) => {
        const once = trace(virtualTime({ order: seededRandom(seed) }), all);
        expect(trace(virtualTime({ order: seededRandom(seed) }), all)).toStrictEqual(once);
        const times = once.map((word) => Number(word.split('@')[1]));
        expect(times).toStrictEqual([...times].sort((a, b) => a - b));
      }),
    );
    const equals = Array.from({ length: 20 }, () => ({ delay: 1, next: [] }));
    const fifo = trace(virtualTime(), equals);
    const shuffled = trace(virtualTime({ order: seededRandom(7) }), equals);
    expect(shuffled).not.toStrictEqual(fifo);
    expect([...shuffled].sort()).toStrictEqual([...fifo].sort());
  });

  it('moves as far as it is told, and stands there', () => {
    const time = virtualTime({ start: 500 });
    const seen: string[] = [];
    interval(1_000, time).subscribe((beat) => seen.push(`${beat}@${time.now()}`));
    time.advanceTo(2_499);
    expect([time.now(), seen]).toEqual([2_499, ['0@1500']]);
    time.advanceBy(1);
    expect([time.now(), seen]).toEqual([2_500, ['0@1500', '1@2500']]);
    expect(time.clock.wall()).toBe(2_500);
  });

  it('runs rxjs’s operators', () => {
    const time = virtualTime();
    const seen: string[] = [];
    const words$ = from(['a', 'b']).pipe(concatMap((word) => of(word).pipe(delay(10, time))));
    words$.subscribe({ next: (word) => seen.push(`${word}@${time.now()}`), complete: () => seen.push('|') });
    time.flush();
    expect(seen).toEqual(['a@10', 'b@20', '|']);
  });

  it('keeps nothing of what was left or is over', () => {
    const time = virtualTime();
    let ended = 0;
    const count = finalize(() => {
      ended++;
    });
    const left = Array.from({ length: 1_000 }, () => interval(100, time).pipe(count).subscribe());
    timer(50, time).pipe(count).subscribe();
    interval(10, time).pipe(take(3), count).subscribe();
    expect(time.pending()).toBe(1_002);
    time.advanceTo(5_000);
    for (const subscription of left) subscription.unsubscribe();
    expect([time.pending(), ended]).toEqual([0, 1_002]);
  });

  it('never runs what is due never', () => {
    const time = virtualTime();
    let ran = false;
    time.schedule(() => {
      ran = true;
    }, Number.POSITIVE_INFINITY);
    time.flush();
    expect([ran, time.now(), time.pending()]).toEqual([false, 0, 0]);
  });

  it('goes on after work that throws', () => {
    const time = virtualTime();
    const seen: number[] = [];
    time.schedule(() => {
      throw new Error('boom');
    }, 1);
    time.schedule(() => seen.push(time.now()), 2);
    expect(() => time.advanceTo(10)).toThrow('boom');
    expect(time.now()).toBe(1);
    time.advanceTo(10);
    expect(seen).toEqual([2]);
  });

  it('refuses to go back, to be moved by what it runs, and to run for ever', () => {
    const time = virtualTime({ start: 5 });
    expect(() => time.advanceTo(4)).toThrow(expect.objectContaining({ kind: 'invalid-options' }));
    expect(() => time.advanceTo(Number.NaN)).toThrow(expect.objectContaining({ kind: 'invalid-options' }));
    time.schedule(() => time.advanceBy(1), 1);
    expect(() => time.flush()).toThrow(expect.objectContaining({ kind: 'invalid-options' }));
    interval(1, time).subscribe();
    expect(() => time.flush(100)).toThrow(expect.objectContaining({ kind: 'overflow' }));
  });
});
