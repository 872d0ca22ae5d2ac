import {
  catchError,
  concatMap,
  connect,
  defer,
  delay,
  filter,
  forkJoin,
  from,
  map,
  merge,
  mergeAll,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  type OperatorFunction,
  type SchedulerLike,
  switchMap,
  take,
  tap,
  throwError,
  timeout,
  toArray,
} from 'rxjs';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Order } from '../model/order.ts';
import type { OrderRef } from '../model/orderRequest.ts';
import type { Clock } from '../model/seams.ts';
import type { Reader } from '../protocol/dialect.ts';
import type { Query } from '../protocol/query.ts';
import type { PrivateValue, StateContext, StateRule } from '../protocol/stateRule.ts';
import type { AccountState, State } from './accountState.ts';
import { endOf } from './endOf.ts';
import type { TopicSignal } from './session.ts';
import { isEnded, stateKey } from './stateKey.ts';
import { canHeal } from './staleReason.ts';
import type { TopicNews } from './topicNews.ts';

/** What is asked about an account beside its stream. */
export interface AccountDesk {
  ask<T>(query: Query<T>): Observable<T>;
  find(which: OrderRef): Observable<Order | undefined>;
}

/** How private state is followed. */
export interface StateSettings {
  readonly rule: StateRule;
  readonly read: Reader<PrivateValue>;
  readonly context: StateContext;
  /** What is known from before. */
  readonly state: AccountState;
  /** Absent where nobody can be asked. */
  readonly desk: AccountDesk | undefined;
  /** Names the topic in errors. */
  readonly key: string;
  /** Milliseconds from the whole snapshot until it is told: another socket may still bring what was before. Default: none. */
  readonly settle?: (() => number) | undefined;
  /** Milliseconds from the acknowledgement to the whole snapshot; what is missing from that is looked up in times of its own. */
  readonly ackTimeout: number;
  /** Most values held meanwhile. */
  readonly held: number;
  /** Most requests that may be pending at once. */
  readonly pending: number;
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  readonly onUnreadable: (error: Error) => void;
}

type Step =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'part'; readonly values: readonly PrivateValue[]; readonly isSnapshot: boolean }
  | { readonly kind: 'opening'; readonly snapshot: readonly PrivateValue[]; readonly ends: readonly State[] };

/**
 * Private state out of a topic's signals. `live` once the snapshot is there, sent by the venue or asked for, and what was known
 * and is missing from it has been looked up; then the snapshot, those ends, what came meanwhile, and from then on each value.
 * What is older than what is known is dropped.
 *
 * Errors with `ack-timeout` where the snapshot is not whole in time or cannot be had; with `protocol-violation` where a payload
 * cannot be read, for it may have held anything; with what the reader raises of this family as it is.
 */
export function followState(settings: StateSettings): OperatorFunction<TopicSignal, TopicNews<PrivateValue>> {
  return (source) =>
    defer(() => {
      const gate = stateGate(settings);
      return source.pipe(
        map(stepOf(settings)),
        connect((steps$) => merge(opening(steps$, settings, gate.willEnd), steps$)),
        concatMap(gate.tell),
      );
    });
}

function stepOf({ read, rule, onUnreadable }: StateSettings): (signal: TopicSignal) => Step {
  return (signal) => {
    if (signal.kind === 'acknowledged') return signal;
    const { payload, receivedAt } = signal;
    try {
      return { kind: 'part', values: read(payload, receivedAt), isSnapshot: rule.isSnapshot?.(payload) === true };
    } catch (cause) {
      if (isColdwireError(cause, 'sequence-gap')) throw cause;
      const error = new ColdwireError('protocol-violation', { what: 'payload' }, { cause });
      onUnreadable(error);
      throw error;
    }
  };
}

/** The snapshot with what is missing from it, once, all asked for after the acknowledgement. */
function opening(
  steps$: Observable<Step>,
  { rule, context, state, desk, clock, key, pending, ackTimeout, scheduler, settle = () => 0 }: StateSettings,
  willEnd: (known: State) => boolean,
): Observable<Step> {
  const queries = desk === undefined ? [] : (rule.queries?.(context) ?? []);
  const sent$ = steps$.pipe(
    map((step) => (step.kind === 'part' && step.isSnapshot ? step.values : undefined)),
    filter((values) => values !== undefined),
    take(1),
  );
  const asked$ = allOf(
    queries.map((query) => desk?.ask(query) ?? of([])),
    pending,
  );
  /** Of hundreds, one may fail: what was learnt until then is kept for the next attempt. */
  const lookedUp = (known: State): Observable<State> =>
    defer(() => {
      const learnt = state.learnt(known);
      return learnt === undefined ? endOf(known, clock.wall(), desk?.find).pipe(tap(state.learn)) : of(learnt);
    });
  const endsFor = (snapshot: readonly PrivateValue[]): Observable<readonly State[]> => {
    const missing = state.missingFrom(snapshot, rule.covers).filter((known) => !willEnd(known));
    // One at a time: each may have to wait for the limits of REST, and has no more time for that than any request.
    return allOf(missing.map(lookedUp), 1);
  };
  const tooLate = (): Error => new ColdwireError('ack-timeout', { subscription: key, timeout: ackTimeout });
  return steps$.pipe(
    filter(({ kind }) => kind === 'acknowledged'),
    take(1),
    switchMap(() =>
      forkJoin([rule.isSnapshot === undefined ? of([]) : sent$, asked$]).pipe(
        map(([sent, answers]) => [...sent, ...answers.flat()]),
        failing(key),
        // What is looked up has times of its own: for a hundred orders that may be a minute.
        timeout({ first: ackTimeout, scheduler, with: () => throwError(tooLate) }),
        mergeMap((snapshot) =>
          endsFor(snapshot).pipe(
            failing(key),
            map((ends): Step => ({ kind: 'opening', snapshot, ends })),
          ),
        ),
      ),
    ),
    mergeMap((step) => {
      const wait = settle();
      return wait > 0 ? of(step).pipe(delay(wait, scheduler)) : of(step);
    }),
  );
}

/** What each asks for, in their order, no more than `most` at a time. */
function allOf<T>(sources: readonly Observable<T>[], most: number): Observable<readonly T[]> {
  return from(sources).pipe(
    map((source, at) => source.pipe(map((value) => ({ at, value })))),
    mergeAll(most),
    toArray(),
    map((answers) => answers.sort((a, b) => a.at - b.at).map(({ value }) => value)),
  );
}

/** What could not be learnt is a snapshot that never came, unless it never can or the connection has gone. */
function failing<T>(subscription: string): MonoTypeOperatorFunction<T> {
  return catchError((cause: unknown) =>
    throwError(() =>
      isColdwireError(cause, 'not-sent') || (isColdwireError(cause) && !canHeal(cause))
        ? cause
        : new ColdwireError('ack-timeout', { subscription }, { cause }),
    ),
  );
}

/** Holds what comes before the snapshot, and says what each step tells. */
function stateGate({ state, held: most }: StateSettings) {
  let held: PrivateValue[] | undefined = [];
  const dataOf = (values: readonly PrivateValue[]): readonly TopicNews<PrivateValue>[] =>
    values.map((value) => ({ kind: 'data', value }));
  return {
    /** Whether what is held says that something has ended, so that nobody need be asked. */
    willEnd: (known: State): boolean =>
      held?.some((value) => isEnded(value) && stateKey(value) === stateKey(known)) === true,
    tell: (step: Step): readonly TopicNews<PrivateValue>[] => {
      switch (step.kind) {
        case 'acknowledged':
          return [];
        case 'part':
          if (held === undefined) return dataOf(step.values.flatMap(state.take));
          if (!step.isSnapshot) held.push(...step.values);
          if (held.length > most)
            throw new ColdwireError('overflow', { limit: most, what: 'values before a snapshot' });
          return [];
        case 'opening': {
          const late = held ?? [];
          held = undefined;
          return [
            { kind: 'live' },
            ...dataOf(state.begin(step.snapshot)),
            ...dataOf([...step.ends, ...late].flatMap(state.take)),
          ];
        }
      }
    },
  };
}
