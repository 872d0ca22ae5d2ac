import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NEVER, type SchedulerAction, type SchedulerLike, Subject, VirtualTimeScheduler } from 'rxjs';
import { failOnSilence, SilenceError } from '../../operators/index.ts';
import type { Clock } from '../../src/model/seams.ts';
import { marbles } from '../../src/testing/index.ts';

interface Jump {
  /** The virtual instant. */
  readonly at: number;
  /** How far the clock moves there, against the timers. */
  readonly by: number;
}

/** What the clock shows once it has jumped: forwards while the timers stand is how a stall, or a sleep, looks from inside. */
function shown(scheduler: SchedulerLike, jumps: readonly Jump[]): () => number {
  return () => jumps.reduce((now, { at, by }) => (scheduler.now() >= at ? now + by : now), scheduler.now());
}

function clockWith(scheduler: SchedulerLike, ...jumps: readonly Jump[]): Clock {
  return { wall: () => Number.NaN, monotonic: shown(scheduler, jumps) };
}

/** The scheduler itself shows another time, as real ones do when the wall clock is set. */
function wallWith(scheduler: SchedulerLike, ...jumps: readonly Jump[]): SchedulerLike {
  function schedule<S>(work: (this: SchedulerAction<S>, state?: S) => void, delay?: number, state?: S) {
    return scheduler.schedule(work as (this: SchedulerAction<unknown>, state?: unknown) => void, delay, state);
  }
  return { now: shown(scheduler, jumps), schedule };
}

/** A scheduler that keeps what its timers were set to. */
function recorded(timers: SchedulerLike): { readonly delays: unknown[]; readonly scheduler: SchedulerLike } {
  const delays: unknown[] = [];
  const schedule: SchedulerLike['schedule'] = (work, delay, state) => {
    delays.push(delay);
    return timers.schedule(work as never, delay, state);
  };
  return { delays, scheduler: { now: () => timers.now(), schedule } };
}

const silence = new SilenceError(10);

describe('the clock of failOnSilence', () => {
  it(
    'gives one grace of the whole limit when the timer fires late by more than half of it',
    marbles(({ expectObservable, scheduler }) => {
      const clock = clockWith(scheduler, { at: 9, by: 6 });
      expectObservable(NEVER.pipe(failOnSilence({ within: 10, scheduler, clock }))).toBe('20ms #', {}, silence);
    }),
  );

  it(
    'gives a grace as long as the timer was late when that was less',
    marbles(({ expectObservable, scheduler }) => {
      const clock = clockWith(scheduler, { at: 9, by: 3 });
      expectObservable(NEVER.pipe(failOnSilence({ within: 10, scheduler, clock }))).toBe('13ms #', {}, silence);
    }),
  );

  it(
    'reads what lay unread during the stall, and goes on',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const clock = clockWith(scheduler, { at: 9, by: 3 });
      const source$ = cold('                                                                 11ms a------');
      expectObservable(source$.pipe(failOnSilence({ within: 10, scheduler, clock }))).toBe(
        '11ms a 9ms #',
        undefined,
        silence,
      );
      expectSubscriptions(source$.subscriptions).toBe('^ 20ms !');
    }),
  );

  it(
    'gives one grace only, however long the stalls or the sleep',
    marbles(({ expectObservable, scheduler }) => {
      const hour = 3_600_000;
      const clock = clockWith(scheduler, { at: 9, by: hour }, { at: 19, by: hour }, { at: 29, by: hour });
      expectObservable(NEVER.pipe(failOnSilence({ within: 10, scheduler, clock }))).toBe('20ms #', {}, silence);
    }),
  );

  it(
    'gives another grace after a proof, and none for what proves nothing',
    marbles(({ cold, expectObservable, scheduler }) => {
      const clock = clockWith(scheduler, { at: 9, by: 100 }, { at: 22, by: 100 });
      const config = { within: 10, isProof: (value: string) => value === 'a', scheduler, clock };
      expectObservable(cold('            ------------a--------------------').pipe(failOnSilence(config))).toBe(
        '                                ------------a----------- 8ms #',
        undefined,
        silence,
      );
      expectObservable(cold('            ------------p--------------------').pipe(failOnSilence(config))).toBe(
        '                                ------------p 7ms #',
        undefined,
        silence,
      );
    }),
  );

  it(
    'takes no grace where the stall ended before the timer was due',
    marbles(({ cold, expectObservable, scheduler }) => {
      const clock = clockWith(scheduler, { at: 3, by: 2 });
      // The proof at 4 shows 6 on the clock, the timer at 10 shows 12: four remain.
      expectObservable(cold('----a').pipe(failOnSilence({ within: 10, scheduler, clock }))).toBe(
        '                    ----a 9ms #',
        undefined,
        silence,
      );
    }),
  );

  it.each([
    ['forwards', 3_600_000],
    ['backwards', -3_600_000],
  ])('takes a wall clock set an hour %s for no more than one limit more', (_, by) => {
    marbles(({ cold, expectObservable, scheduler }) => {
      const wall = wallWith(scheduler, { at: 9, by });
      const talking$ = cold('  --------a-------b-------c-------d-------|');
      expectObservable(talking$.pipe(failOnSilence({ within: 10, scheduler: wall }))).toBe(
        '                      --------a-------b-------c-------d-------|',
      );
      expectObservable(NEVER.pipe(failOnSilence({ within: 10, scheduler: wall }))).toBe('20ms #', {}, silence);
    })();
  });

  it('sets one timer for ten thousand proofs', () => {
    const { delays, scheduler } = recorded(new VirtualTimeScheduler());
    const source$ = new Subject<number>();
    const subscription = source$.pipe(failOnSilence({ within: 5, scheduler })).subscribe();
    for (let proof = 0; proof < 10_000; proof++) source$.next(proof);
    expect(delays).toEqual([5]);
    subscription.unsubscribe();
  });

  it('asks no timer for more than it can hold', () => {
    const virtual = new VirtualTimeScheduler();
    const { delays, scheduler } = recorded(virtual);
    NEVER.pipe(failOnSilence({ within: 2 ** 32, scheduler })).subscribe({ error: () => delays.push(virtual.now()) });
    virtual.flush();
    expect(delays).toEqual([2 ** 31 - 1, 2 ** 31 - 1, 2, 2 ** 32]);
  });

  it('fails at the first gap of the limit, never earlier, never later, whatever the proofs', () => {
    // Not the limit itself: which of two things at one instant comes first is the scheduler's affair.
    const gap = fc.integer({ min: 0, max: 15 }).filter((step) => step !== 10);
    const gaps = fc.array(gap, { maxLength: 30 });
    fc.assert(
      fc.property(gaps, (steps) => {
        const scheduler = new VirtualTimeScheduler();
        const source$ = new Subject<void>();
        let failedAt = Number.NaN;
        const onError = (): void => {
          failedAt = scheduler.now();
        };
        source$.pipe(failOnSilence({ within: 10, scheduler })).subscribe({ error: onError });
        let [at, expected] = [0, Number.NaN];
        for (const step of steps) {
          if (step > 10 && Number.isNaN(expected)) expected = at + 10;
          at += step;
          scheduler.schedule(() => source$.next(), at);
        }
        scheduler.flush();
        expect(failedAt).toBe(Number.isNaN(expected) ? at + 10 : expected);
      }),
    );
  });
});
