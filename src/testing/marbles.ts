import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { isSame } from './isSame.ts';
import { type Timeline, timelineDiff } from './timelineDiff.ts';

/** What a marble run is given: the helpers of rxjs, and the virtual scheduler itself to hand to what waits. */
export interface MarbleHelpers extends RunHelpers {
  readonly scheduler: TestScheduler;
}

/**
 * Makes a test of a run in virtual time, for any test runner that takes a function and counts a throw as failure.
 *
 * Each call of the test is a fresh `TestScheduler.run`. Errors are compared by class, name, message, own fields and cause;
 * everything else by structure, where an absent field and an undefined one are the same and an object with an
 * `asymmetricMatch` method (Jest's `expect.any(Number)`) judges for itself. Throws a side-by-side of both timelines, frame by
 * frame, where they differ; also where the run expected nothing, or left an expectation without `toBe` or `toEqual`, as
 * such a test could not fail.
 *
 * @example
 * ```ts
 * import { marbles } from 'coldwire/testing';
 * import { delay } from 'rxjs';
 *
 * it(
 *   'is late by two',
 *   marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
 *     const source$ = cold('                        -a-b|');
 *     expectObservable(source$.pipe(delay(2, scheduler))).toBe('---a-(b|)');
 *     expectSubscriptions(source$.subscriptions).toBe('^---!');
 *   }),
 * );
 * ```
 */
export function marbles(run: (helpers: MarbleHelpers) => void): () => void {
  return () => {
    let expected = 0;
    let compared = 0;
    const scheduler = new TestScheduler((actual: Timeline, wanted: Timeline) => {
      compared++;
      if (!isSame(actual, wanted)) throw new Error(timelineDiff(actual, wanted));
    });
    scheduler.run((helpers) =>
      run({
        ...helpers,
        scheduler,
        expectObservable: (...observed) => {
          expected++;
          return helpers.expectObservable(...observed);
        },
        expectSubscriptions: (...logs) => {
          expected++;
          return helpers.expectSubscriptions(...logs);
        },
      }),
    );
    if (expected === 0) throw new Error('the run expected nothing: call expectObservable or expectSubscriptions');
    if (compared < expected) {
      throw new Error(`${expected - compared} of ${expected} expectations were left without toBe or toEqual`);
    }
  };
}
