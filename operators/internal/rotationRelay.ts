import { keyMemory, type KeyMemory } from './keyMemory.ts';
import { type CompleteNotification, type ErrorNotification, Subject, type Subscriber } from 'rxjs';

/** What decides when one subscription of {@link rotate} takes over from another, and what of it is new. */
export interface RotationRules<T> {
  /** What a value of a new subscription must be for it to be ready. Default: any value makes it so. */
  readonly isReady?: (value: T) => boolean;
  /** What a value of a new subscription must be for it to be ready no more: what it brought is dropped. Default: none is. */
  readonly isLost?: (value: T) => boolean;
  /** What a value is known by in all subscriptions, if by anything. Default: none is. */
  readonly keyOf?: (value: T) => unknown;
  /** How many keys are remembered, and how many values of a new subscription are held at most. Default 1,000. */
  readonly window?: number;
  /**
   * Told when a new subscription is given up, with its error, or with undefined where it completed or was not ready in time.
   * Default: nobody.
   */
  readonly onGiveUp?: (error: unknown) => void;
}

const WINDOW = 1_000;

interface Item<T> {
  readonly value: T;
  readonly key: unknown;
}

/** One subscription among those that {@link rotate} makes. */
export interface RotationLeg<T> {
  readonly number: number;
  /** Ends the subscription. */
  readonly left$: Subject<void>;
  /** Whether it takes over has been decided. */
  readonly settled$: Subject<void>;
  /** Whether it has become ready, or is so no more. */
  readonly ready$: Subject<boolean>;
  /** What it brought before it took over. */
  readonly held: Item<T>[];
  readonly heldKeys: Set<unknown>;
  isReady: boolean;
  hasMet: boolean;
  /** The overlap has lasted long enough. */
  isOverdue: boolean;
  /** What was held is being handed on. */
  isFlushing: boolean;
  /** How it ended while that went on. */
  end?: RotationEnd;
}

/** How a subscription ended. */
export type RotationEnd = CompleteNotification | ErrorNotification;

/** Judges what the subscriptions bring. Made by {@link rotationRelay}. */
export interface RotationRelay<T> {
  /** The leg that all begins with. */
  first(): RotationLeg<T>;
  /** A leg to take over, unless there is one already or none to take over from. */
  nominate(): RotationLeg<T> | undefined;
  take(leg: RotationLeg<T>, value: T): void;
  lose(leg: RotationLeg<T>, end: RotationEnd): void;
  /** The overlap has lasted long enough: takes the leg as it is, or gives it up. */
  decide(leg: RotationLeg<T>): void;
  leaveAll(): void;
}

/** The relay whose winner speaks to a subscriber; what a user's function throws is the subscriber's error. */
export function rotationRelay<T>(subscriber: Subscriber<T>, rules: RotationRules<T>): RotationRelay<T> {
  const stage: Stage<T> = {
    subscriber,
    rules,
    seen: keyMemory(rules.window ?? WINDOW),
    current: undefined,
    candidate: undefined,
  };
  let legs = 0;
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      subscriber.error(error);
    }
  };
  return {
    first: () => {
      const leg = newLeg<T>(legs++);
      stage.current = leg;
      return leg;
    },
    nominate: () => {
      if (stage.current === undefined || stage.candidate !== undefined) return undefined;
      const leg = newLeg<T>(legs++);
      stage.candidate = leg;
      stage.seen.compare();
      return leg;
    },
    take: (leg, value) => {
      try {
        take(stage, leg, value);
      } catch (error) {
        subscriber.error(error);
      }
    },
    lose: (leg, end) => guarded(() => lose(stage, leg, end)),
    decide: (leg) =>
      guarded(() => {
        leg.isOverdue = true;
        settle(stage, leg);
      }),
    leaveAll: () => {
      const { current, candidate } = stage;
      // Nobody any more, so that leaving them is no loss to make good.
      stage.current = undefined;
      stage.candidate = undefined;
      leave(candidate);
      leave(current);
    },
  };
}

interface Stage<T> {
  readonly subscriber: Subscriber<T>;
  readonly rules: RotationRules<T>;
  readonly seen: KeyMemory;
  /** Whose values pass. */
  current: RotationLeg<T> | undefined;
  /** Who is to take over. */
  candidate: RotationLeg<T> | undefined;
}

function newLeg<T>(number: number): RotationLeg<T> {
  return {
    number,
    left$: new Subject(),
    settled$: new Subject(),
    ready$: new Subject(),
    held: [],
    heldKeys: new Set(),
    isReady: false,
    hasMet: false,
    isOverdue: false,
    isFlushing: false,
  };
}

function leave<T>(leg: RotationLeg<T> | undefined): void {
  leg?.settled$.next();
  leg?.left$.next();
}

function take<T>(stage: Stage<T>, leg: RotationLeg<T>, value: T): void {
  if (leg !== stage.current && leg !== stage.candidate) return;
  const key = stage.rules.keyOf?.(value);
  if (leg === stage.candidate) audition(stage, leg, { value, key });
  else if (leg.isFlushing) leg.held.push({ value, key });
  else deliver(stage, leg, value, key);
}

function audition<T>(stage: Stage<T>, leg: RotationLeg<T>, item: Item<T>): void {
  const { isReady = () => true, isLost, keyOf, window = WINDOW } = stage.rules;
  if (leg.isReady && isLost?.(item.value) === true) {
    leg.isReady = false;
    leg.hasMet = false;
    forget(leg);
    leg.ready$.next(false);
    return;
  }
  const becomesReady = !leg.isReady && isReady(item.value);
  if (becomesReady) leg.isReady = true;
  if (!leg.isReady && item.key === undefined) return;
  leg.held.push(item);
  if (item.key !== undefined) leg.heldKeys.add(item.key);
  if (keyOf === undefined) leg.hasMet = true;
  else if (stage.seen.has(item.key)) meet(leg, item.key);
  if (leg.held.length > window) leg.isOverdue = true;
  if (becomesReady) leg.ready$.next(true);
  settle(stage, leg);
}

function forget<T>({ held, heldKeys }: RotationLeg<T>): void {
  held.length = 0;
  heldKeys.clear();
}

function deliver<T>(stage: Stage<T>, leg: RotationLeg<T>, value: T, key: unknown): void {
  if (key !== undefined && !stage.seen.isNews(key, leg.number)) return;
  stage.subscriber.next(value);
  const { candidate } = stage;
  if (key === undefined || candidate === undefined || !candidate.heldKeys.has(key)) return;
  meet(candidate, key);
  settle(stage, candidate);
}

/**
 * What a leg brought before a value that both have brought is older than what has been told: it comes no more, or it would come
 * after what is later.
 */
function meet<T>(leg: RotationLeg<T>, met: unknown): void {
  leg.hasMet = true;
  const at = leg.held.findIndex(({ key }) => key === met);
  const older = leg.held.splice(0, at + 1);
  for (const { key } of older) leg.heldKeys.delete(key);
  leg.held.unshift(...older.filter(({ key }) => key === undefined));
}

function settle<T>(stage: Stage<T>, leg: RotationLeg<T>): void {
  // Two that hand on at once would overtake each other.
  if (leg !== stage.candidate || stage.current?.isFlushing === true) return;
  if (leg.isReady && (leg.hasMet || leg.isOverdue)) takeOver(stage, leg);
  else if (leg.isOverdue) giveUp(stage, leg);
}

function takeOver<T>(stage: Stage<T>, leg: RotationLeg<T>): void {
  const old = stage.current;
  stage.current = leg;
  stage.candidate = undefined;
  stage.seen.belongTo(leg.number);
  leg.settled$.next();
  leave(old);
  leg.isFlushing = true;
  // What comes meanwhile is held behind the rest, and found by this very loop.
  for (const { value, key } of leg.held) deliver(stage, leg, value, key);
  leg.isFlushing = false;
  forget(leg);
  if (leg.end !== undefined) lose(stage, leg, leg.end);
  else if (stage.candidate !== undefined) settle(stage, stage.candidate);
}

function giveUp<T>(stage: Stage<T>, leg: RotationLeg<T>, error?: unknown): void {
  stage.candidate = undefined;
  if (stage.current !== undefined) stage.seen.belongTo(stage.current.number);
  leave(leg);
  stage.rules.onGiveUp?.(error);
}

function lose<T>(stage: Stage<T>, leg: RotationLeg<T>, end: RotationEnd): void {
  if (leg === stage.candidate) return giveUp(stage, leg, end.kind === 'E' ? end.error : undefined);
  if (leg !== stage.current) return;
  if (leg.isFlushing) leg.end = end;
  else if (stage.candidate !== undefined) takeOver(stage, stage.candidate);
  else if (end.kind === 'E') stage.subscriber.error(end.error);
  else stage.subscriber.complete();
}
