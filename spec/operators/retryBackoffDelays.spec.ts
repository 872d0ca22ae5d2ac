import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { throwError, VirtualTimeScheduler } from 'rxjs';
import { type Jitter, retryBackoff } from '../../operators/index.ts';

interface Plan {
  readonly base: number;
  readonly cap: number;
  readonly jitter?: Jitter;
  readonly random: () => number;
  readonly retries: number;
}

/** The waits of a source that always fails. */
function delaysOf({ retries, ...config }: Plan): readonly number[] {
  const delays: number[] = [];
  const scheduler = new VirtualTimeScheduler();
  throwError(() => 'lost')
    .pipe(
      retryBackoff({
        ...config,
        shouldRetry: (_, attempt) => attempt <= retries,
        onRetry: ({ delay }) => delays.push(delay),
        scheduler,
      }),
    )
    .subscribe({ error: () => {} });
  scheduler.flush();
  return delays;
}

const milliseconds = fc.double({ min: 0, max: 1e6, noNaN: true });
const draws = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
const next = (stream: Stream) => (): number => stream.next().value as number;

type Stream = Iterator<number>;

describe('the waits of retryBackoff', () => {
  it('lie within [0, min(cap, base x 2^k)] with full jitter, whatever is drawn', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, draws, (base, cap, stream) => {
        delaysOf({ base, cap, random: next(stream), retries: 40 }).forEach((delay, k) => {
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(Math.min(cap, base * 2 ** k));
        });
      }),
    );
  });

  it('are the drawn part of the ceiling with full jitter, at the cap too', () => {
    expect(delaysOf({ base: 100, cap: 1_000, random: () => 0.25, retries: 6 })).toEqual([25, 50, 100, 200, 250, 250]);
  });

  it('are spread over the whole of the cap, as the draws are, however long the row', () => {
    fc.assert(
      fc.property(draws, (stream) => {
        const drawn: number[] = [];
        const random = (): number => {
          const draw = next(stream)();
          drawn.push(draw);
          return draw;
        };
        const delays = delaysOf({ base: 1, cap: 1_024, random, retries: 60 });
        expect(delays.slice(10)).toEqual(drawn.slice(10).map((draw) => draw * 1_024));
      }),
    );
  });

  it('are the ceiling itself without jitter', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (base, cap) => {
        const delays = delaysOf({ base, cap, jitter: 'none', random: () => Number.NaN, retries: 30 });
        expect(delays).toEqual(delays.map((_, k) => Math.min(cap, base * 2 ** k)));
      }),
    );
  });

  it('grow from the one before when decorrelated', () => {
    const plan = { base: 100, cap: 1_000, jitter: 'decorrelated', random: () => 0.5, retries: 5 } as const;
    expect(delaysOf(plan)).toEqual([200, 350, 575, 912.5, 1_000]);
  });

  it('lie within [base, cap] when decorrelated, and within three times the one before', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, draws, (a, b, stream) => {
        const [base, cap] = [Math.min(a, b), Math.max(a, b)];
        const delays = delaysOf({ base, cap, jitter: 'decorrelated', random: next(stream), retries: 40 });
        delays.forEach((delay, k) => {
          expect(delay).toBeGreaterThanOrEqual(base);
          expect(delay).toBeLessThanOrEqual(Math.min(cap, Math.max(base, 3 * (delays[k - 1] ?? base))) * (1 + 1e-12));
        });
      }),
    );
  });

  it.each(['full', 'none', 'decorrelated'] as const)('stay numbers through thousands of failures (%s)', (jitter) => {
    for (const base of [0, 1, 1e300]) {
      for (const random of [() => 0, () => 0.999]) {
        for (const cap of [1_000, Number.POSITIVE_INFINITY]) {
          const delays = delaysOf({ base, cap, jitter, random, retries: 1_100 });
          expect(delays.filter((delay) => !(delay >= 0 && delay < 2 ** 31))).toEqual([]);
        }
      }
    }
  });
});
