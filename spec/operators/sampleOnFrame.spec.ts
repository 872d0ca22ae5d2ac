import { describe, expect, it } from '@jest/globals';
import { asapScheduler, map, of, Subject, VirtualTimeScheduler } from 'rxjs';
import { sampleOnFrame } from '../../operators/sampleOnFrame.ts';
import { marbles } from '../../src/testing/index.ts';

describe('sampleOnFrame', () => {
  it(
    'passes the latest value at each frame, and nothing at one before which nothing came',
    marbles(({ animate, cold, expectObservable, expectSubscriptions }) => {
      animate('             ---x---x---x---x');
      const source$ = cold('-ab--c------d---|');
      const expected = '    ---b---c-------d|';
      expectObservable(source$.pipe(sampleOnFrame())).toBe(expected);
      expectSubscriptions(source$.subscriptions).toBe('^---------------!');
    }),
  );

  it(
    'passes what waits at its frame when the source completes, and completes then',
    marbles(({ animate, cold, expectObservable, expectSubscriptions }) => {
      animate('             -----x--');
      const source$ = cold('-a-|');
      expectObservable(source$.pipe(sampleOnFrame())).toBe('-----(a|)');
      expectSubscriptions(source$.subscriptions).toBe('     ^--!');
    }),
  );

  it(
    'errors at once with the source and forgets what waits',
    marbles(({ animate, cold, expectObservable }) => {
      animate('             -----x--');
      expectObservable(cold('-a-#').pipe(sampleOnFrame())).toBe('---#');
    }),
  );

  it(
    'completes with a source that is empty, and stays silent with one that never emits',
    marbles(({ animate, cold, expectObservable, expectSubscriptions }) => {
      animate('x-x-x');
      const never$ = cold('-');
      expectObservable(cold('--|').pipe(sampleOnFrame())).toBe('--|');
      expectObservable(never$.pipe(sampleOnFrame()), '----!').toBe('-');
      expectSubscriptions(never$.subscriptions).toBe('^---!');
    }),
  );

  it(
    'passes the last of what comes on subscribe',
    marbles(({ animate, expectObservable }) => {
      animate('--x');
      expectObservable(of(1, 2, 0).pipe(sampleOnFrame())).toBe('--(z|)', { z: 0 });
    }),
  );

  it(
    'holds the latest while frames stop, as in a hidden tab',
    marbles(({ animate, cold, expectObservable }) => {
      animate('             --x-----------x');
      const source$ = cold('a--b--c--d------|');
      expectObservable(source$.pipe(sampleOnFrame())).toBe('--a-----------d-|');
    }),
  );

  it('asks for no frame while nothing is new, and forgets it when it is left', () => {
    const scheduler = new VirtualTimeScheduler();
    const source$ = new Subject<number>();
    const seen: number[] = [];
    const subscription = source$.pipe(sampleOnFrame({ scheduler })).subscribe((value) => seen.push(value));
    expect(scheduler.actions).toHaveLength(0);
    source$.next(1);
    source$.next(2);
    expect(scheduler.actions).toHaveLength(1);
    scheduler.flush();
    expect(seen).toEqual([2]);
    expect(scheduler.actions).toHaveLength(0);
    source$.next(3);
    subscription.unsubscribe();
    scheduler.flush();
    expect(seen).toEqual([2]);
    expect(source$.observed).toBe(false);
  });

  it('keeps what comes while it hands on for the next frame', () => {
    const scheduler = new VirtualTimeScheduler();
    const source$ = new Subject<number>();
    const seen: number[] = [];
    source$.pipe(sampleOnFrame({ scheduler })).subscribe((value) => {
      seen.push(value);
      if (value === 1) source$.next(2);
      expect(seen).toHaveLength(value);
    });
    source$.next(1);
    scheduler.flush();
    expect(seen).toEqual([1, 2]);
  });

  it('errors at the first value where there are no frames', () => {
    const errors: unknown[] = [];
    of(1)
      .pipe(sampleOnFrame())
      .subscribe({ error: (error: unknown) => errors.push(error) });
    expect(errors).toEqual([expect.any(ReferenceError)]);
  });

  it('runs on the scheduler given', async () => {
    const last = await new Promise((resolve) =>
      of(1, 2)
        .pipe(
          sampleOnFrame({ scheduler: asapScheduler }),
          map((value) => value * 10),
        )
        .subscribe(resolve),
    );
    expect(last).toBe(20);
  });
});
