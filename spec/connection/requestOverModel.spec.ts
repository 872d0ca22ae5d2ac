import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Subject, type Subscription, VirtualTimeScheduler } from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import { idSource } from '../../src/connection/idSource.ts';
import { requestOver } from '../../src/connection/requestOver.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

/** What may happen to the requests of a connection. `to` picks one of those made so far. */
type Event =
  | { readonly kind: 'request'; readonly timeout: number; readonly replies: number; readonly isRefused: boolean }
  | { readonly kind: 'reply' | 'leave'; readonly to: number }
  | { readonly kind: 'wait'; readonly for: number }
  | { readonly kind: 'lose' };

/** A request as it ought to be. */
interface Expected {
  readonly dueAt: number;
  repliesLeft: number;
  outcome: string;
}

const CAP = 3;
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('request'),
      timeout: fc.integer({ min: 1, max: 20 }),
      replies: fc.integer({ min: 1, max: 3 }),
      isRefused: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('reply', 'leave'), to: fc.nat({ max: 9 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait'), for: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose') }) },
) as fc.Arbitrary<Event>;

/** How the requests of a story ought to end, by a reading of their contract that uses no stream. */
function expectedOutcomes(story: readonly Event[]): readonly string[] {
  const requests: Expected[] = [];
  let now = 0;
  let isLost = false;
  const pending = (): readonly Expected[] => requests.filter(({ outcome }) => outcome === 'pending');
  const settle = (request: Expected, outcome: string): void => {
    request.outcome = outcome;
  };
  for (const step of story) {
    if (step.kind === 'wait') now += step.for;
    for (const request of pending()) if (request.dueAt <= now) settle(request, 'outcome-unknown');
    if (step.kind === 'request') {
      const outcome = pending().length >= CAP ? 'overflow' : isLost || step.isRefused ? 'not-sent' : 'pending';
      requests.push({ dueAt: now + step.timeout, repliesLeft: step.replies, outcome });
    } else if (step.kind === 'lose') {
      isLost = true;
      for (const request of pending()) settle(request, 'outcome-unknown');
    } else if (step.kind !== 'wait') {
      const request = requests[step.to];
      if (request?.outcome !== 'pending') continue;
      if (step.kind === 'leave') settle(request, 'left');
      else if (--request.repliesLeft === 0) settle(request, 'replied');
    }
  }
  for (const request of pending()) settle(request, 'outcome-unknown');
  return requests.map(({ outcome }) => outcome);
}

/** How they do end. An end that comes twice is two words. */
function outcomes(story: readonly Event[]): readonly string[] {
  const scheduler = new VirtualTimeScheduler(undefined, 0);
  const messages$ = new Subject<Note>();
  let isRefused = false;
  const request = requestOver<Note>({
    handOver: () => {
      if (isRefused) throw new Error('refused');
    },
    madeInTurn: (_, make) => make(),
    isPassed: () => true,
    pace: { most: Number.POSITIVE_INFINITY, penalise: () => {} },
    replies: routeBy(({ id }: Note) => id as string)(messages$),
    ids: idSource(),
    settings: connectionSettings(scheduler, { pending: CAP }),
  });
  const ends: string[][] = [];
  const made: Subscription[] = [];
  for (const step of story) {
    if (step.kind === 'wait') {
      scheduler.maxFrames += step.for;
      scheduler.flush();
      scheduler.frame = scheduler.maxFrames;
    } else if (step.kind === 'request') {
      ({ isRefused } = step);
      const end: string[] = [];
      ends.push(end);
      made.push(
        request({}, { id: `r${made.length}`, timeout: step.timeout, replies: step.replies }).subscribe({
          error: (error: unknown) => end.push(isColdwireError(error) ? error.kind : String(error)),
          complete: () => end.push('replied'),
        }),
      );
    } else if (step.kind === 'lose') {
      messages$.complete();
    } else if (step.kind === 'reply') {
      messages$.next({ id: `r${step.to}` });
    } else {
      const left = made[step.to];
      if (left?.closed === false) ends[step.to]?.push('left');
      left?.unsubscribe();
    }
  }
  scheduler.maxFrames += 100;
  scheduler.flush();
  expect(scheduler.actions).toEqual([]);
  expect(messages$.observed).toBe(false);
  return ends.map((end) => end.join(' and '));
}

describe('the requests of a connection', () => {
  it('each end once, as they ought to, and leave nothing behind, whatever happens', () => {
    const story = fc.array(event, { maxLength: 40 });
    fc.assert(
      fc.property(story, (steps) => {
        expect(outcomes(steps)).toEqual(expectedOutcomes(steps));
      }),
      { numRuns: 500 },
    );
  });
});
