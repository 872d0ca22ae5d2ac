import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BehaviorSubject, filter, mergeMap, Subject, type Subscription, take } from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import type { Connection } from '../../src/connection/connection.ts';
import { idSource } from '../../src/connection/idSource.ts';
import { requestOver } from '../../src/connection/requestOver.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import { type VirtualTime, virtualTime } from '../../src/simulation/virtualTime.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

const CAP = 3;

/** What a reply says. */
type Word = 'interim' | 'final' | 'refused';

interface Ask {
  /** Of its own, or the next of the count. */
  readonly id: number | string | undefined;
  /** Ends with so many replies, or with one that is final. */
  readonly until: number | 'final';
  readonly timeout: number;
  readonly idempotent: boolean;
  /** What comes of handing it to the socket; `answered`, and the loss of the connection, are before that returns. */
  readonly fate: 'leaves' | 'refused' | 'answered' | 'loses';
}

/** All there is to see, request by request: an end that comes twice is two words. */
interface Told {
  readonly heard: Word[][];
  readonly ends: string[][];
  readonly sent: unknown[];
  /** The replies to nobody, which the connection counts. */
  readonly stray: string[];
  /** How many came to a request that had not left. */
  early: number;
}

interface Pending {
  readonly number: number;
  readonly ask: Ask;
  readonly dueAt: number;
  hasLeft: boolean;
  replies: number;
}

/** The requests as their contract has them, which uses no stream. */
interface Model {
  readonly pending: Map<string, Pending>;
  readonly ids: (number | string)[];
  readonly told: Told;
  now: number;
  isHeld: boolean;
  isLost: boolean;
}

interface Real {
  readonly request: Connection<Note>['request'];
  readonly messages$: Subject<Note>;
  /** Whether frames get their turn. */
  readonly turn$: BehaviorSubject<boolean>;
  readonly time: VirtualTime;
  readonly made: Subscription[];
  readonly told: Told;
  readonly outstanding: () => number;
}

type Command = fc.Command<Model, Real>;

const nothingTold = (): Told => ({ heard: [], ends: [], sent: [], stray: [], early: 0 });

function real(): Real {
  const told = nothingTold();
  const time = virtualTime();
  const [messages$, turn$] = [new Subject<Note>(), new BehaviorSubject(true)];
  const replies = routeBy(({ id }: Note) => String(id))(messages$);
  replies.rest$.subscribe(({ id, text }) => told.stray.push(`${id} ${text}`));
  const outstanding = new Set<symbol>();
  const request = requestOver<Note>({
    handOver: (frame) => {
      const { id, fate } = JSON.parse(String(frame)) as { readonly id: number | string; readonly fate: Ask['fate'] };
      if (fate === 'refused') throw new Error('refused');
      told.sent.push(id);
      if (fate === 'answered') messages$.next({ id, text: 'final' });
      if (fate === 'loses') lose(messages$, turn$);
    },
    madeInTurn: (_, make) => turn$.pipe(filter(Boolean), take(1), mergeMap(make)),
    isPassed: () => true,
    pace: { most: Number.POSITIVE_INFINITY, penalise: () => {} },
    replies,
    onLate: () => {
      told.early++;
    },
    ids: idSource(),
    settings: connectionSettings(time, {
      pending: CAP,
      requests: { rejectionOf: ({ text }) => (text === 'refused' ? { reason: 'no' } : undefined) },
      onOutstanding: () => {
        const one = Symbol('outstanding');
        outstanding.add(one);
        return () => outstanding.delete(one);
      },
    }),
  });
  return { request, messages$, turn$, time, made: [], told, outstanding: () => outstanding.size };
}

/** Whoever hears of it first: those who wait for a reply, or those who wait for their turn. */
function lose(messages$: Subject<Note>, turn$: Subject<boolean>, repliesFirst = true): void {
  if (repliesFirst) messages$.complete();
  turn$.error(new ColdwireError('not-sent'));
  messages$.complete();
}

const model = (): Model => ({
  pending: new Map(),
  ids: [],
  told: nothingTold(),
  now: 0,
  isHeld: false,
  isLost: false,
});

function end({ pending, ids, told }: Model, { number }: Pending, word: string): void {
  pending.delete(String(ids[number]));
  told.ends[number]?.push(word);
}

function unanswered(own: Model, request: Pending): void {
  end(own, request, !request.hasLeft ? 'not-sent' : request.ask.idempotent ? 'reply-timeout' : 'outcome-unknown');
}

function hear(own: Model, id: number | string, word: Word): void {
  const request = own.pending.get(String(id));
  if (request === undefined || request.ask.until === 0) return void own.told.stray.push(`${id} ${word}`);
  // What was not asked yet is not answered.
  if (!request.hasLeft) return void own.told.early++;
  if (word === 'refused') return end(own, request, 'request-rejected');
  request.replies++;
  own.told.heard[request.number]?.push(word);
  const { until } = request.ask;
  if (until === 'final' ? word === 'final' : request.replies === until) end(own, request, 'answered');
}

function handOver(own: Model, request: Pending): void {
  const { fate, until } = request.ask;
  if (fate === 'refused') return end(own, request, 'not-sent');
  const id = own.ids[request.number] ?? '';
  request.hasLeft = true;
  own.told.sent.push(id);
  if (fate === 'answered') hear(own, id, 'final');
  // Whether the frame got there nobody knows, even where no reply is wanted.
  if (fate === 'loses') return loseAll(own);
  if (until === 0) end(own, request, 'answered');
}

function loseAll(own: Model): void {
  own.isLost = true;
  for (const request of own.pending.values()) unanswered(own, request);
}

function ask(own: Model, wanted: Ask): void {
  const number = own.ids.length;
  const integers = own.ids.filter((id) => Number.isInteger(Number(id))).map(Number);
  const id = wanted.id ?? Math.max(0, ...integers) + 1;
  own.told.ends.push([]);
  own.told.heard.push([]);
  const refusal = own.pending.has(String(id))
    ? 'invalid-options'
    : own.pending.size === CAP
      ? 'overflow'
      : own.isLost
        ? 'not-sent'
        : undefined;
  // An id that was refused was not given.
  own.ids.push(refusal === 'overflow' ? 'none' : id);
  if (refusal !== undefined) return void own.told.ends[number]?.push(refusal);
  const request: Pending = { number, ask: wanted, dueAt: own.now + wanted.timeout, hasLeft: false, replies: 0 };
  own.pending.set(String(id), request);
  if (!own.isHeld) handOver(own, request);
}

/** A command that is done to both, after which both have told the same and hold the same. */
function command(name: string, toModel: (own: Model) => void, toReal: (own: Real, model: Model) => void): Command {
  return {
    check: () => true,
    run: (expected, actual) => {
      toReal(actual, expected);
      toModel(expected);
      expect(actual.told).toEqual(expected.told);
      const pending = [...expected.pending.values()];
      expect(pending.length).toBeLessThanOrEqual(CAP);
      expect(actual.outstanding()).toBe(pending.filter(({ hasLeft }) => hasLeft).length);
      // One timer each.
      expect(actual.time.pending()).toBe(pending.length);
    },
    toString: () => name,
  };
}

const asking = fc
  .record<Ask>({
    id: fc.option(fc.constantFrom<number | string>('a', 'b', 1, 2, '3', 4), { nil: undefined }),
    until: fc.constantFrom<Ask['until']>('final', 'final', 0, 1, 2, 3),
    timeout: fc.integer({ min: 1, max: 20 }),
    idempotent: fc.boolean(),
    fate: fc.constantFrom<Ask['fate']>('leaves', 'leaves', 'leaves', 'refused', 'answered', 'loses'),
  })
  .map((wanted) =>
    command(
      `ask ${JSON.stringify(wanted)}`,
      (own) => ask(own, wanted),
      ({ request, made, told }) => {
        const { id, until, timeout, idempotent, fate } = wanted;
        const number = made.length;
        told.ends.push([]);
        told.heard.push([]);
        const answers = until === 'final' ? { isFinal: ({ text }: Note) => text === 'final' } : { replies: until };
        const own = id === undefined ? {} : { id };
        made.push(
          request({ fate }, { ...own, ...answers, timeout, idempotent }).subscribe({
            next: ({ text }) => told.heard[number]?.push(text as Word),
            error: (error: unknown) => told.ends[number]?.push(isColdwireError(error) ? error.kind : String(error)),
            complete: () => told.ends[number]?.push('answered'),
          }),
        );
      },
    ),
  );

const replying = fc
  .record({ to: fc.nat({ max: 9 }), word: fc.constantFrom<Word>('interim', 'final', 'final', 'refused') })
  .map(({ to, word }) =>
    command(
      `reply ${word} to ${to}`,
      (own) => (own.isLost ? undefined : hear(own, own.ids[to] ?? 'nobody', word)),
      ({ messages$ }, { ids }) => messages$.next({ id: ids[to] ?? 'nobody', text: word }),
    ),
  );

const waiting = fc.integer({ min: 1, max: 8 }).map((milliseconds) =>
  command(
    `wait ${milliseconds}`,
    (own) => {
      own.now += milliseconds;
      for (const request of own.pending.values()) if (request.dueAt <= own.now) unanswered(own, request);
    },
    ({ time }) => time.advanceBy(milliseconds),
  ),
);

const leaving = fc.nat({ max: 9 }).map((number) =>
  command(
    `leave ${number}`,
    ({ pending, ids }) => {
      const id = String(ids[number]);
      if (pending.get(id)?.number === number) pending.delete(id);
    },
    ({ made }) => made[number]?.unsubscribe(),
  ),
);

const holding = fc.boolean().map((isHeld) =>
  command(
    isHeld ? 'hold' : 'go on',
    (own) => {
      if (own.isLost) return;
      own.isHeld = isHeld;
      if (isHeld) return;
      for (const request of own.pending.values()) if (!request.hasLeft) handOver(own, request);
    },
    ({ turn$ }) => turn$.next(!isHeld),
  ),
);

const losing = fc
  .boolean()
  .map((repliesFirst) => command('lose', loseAll, ({ messages$, turn$ }) => lose(messages$, turn$, repliesFirst)));

const weighted = (weight: number, arbitrary: fc.Arbitrary<Command>): fc.Arbitrary<Command>[] =>
  Array.from({ length: weight }, () => arbitrary);
const commands = fc.commands(
  [
    ...weighted(6, asking),
    ...weighted(6, replying),
    ...weighted(3, waiting),
    ...weighted(2, leaving),
    ...weighted(2, holding),
    losing,
  ],
  { maxCommands: 40, size: 'max' },
);

describe('the requests of a connection, beside a plain map of them', () => {
  it('leave once, end once and as they ought to, and leave nothing behind, whatever happens', () => {
    fc.assert(
      fc.property(commands, (story) => fc.modelRun(() => ({ model: model(), real: real() }), story)),
      { numRuns: 500 },
    );
  });
});
