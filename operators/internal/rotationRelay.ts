import { type CompleteNotification, type ErrorNotification, Subject, type Subscriber } from 'rxjs';

/** What decides when one subscription of {@link rotate} takes over from another, and what of it is new. */
export interface RotationRules<T> {
  /** What a value of a new subscription must be for it to be ready. Default: any value makes it so. */
  readonly isReady?: (value: T) => boolean;
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
    seen: keyMemory(rules.window),
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
      return leg;
    },
    take: (leg, value) => guarded(() => take(stage, leg, value)),
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
  const item = { value, key: stage.rules.keyOf?.(value) };
  if (leg === stage.candidate) audition(stage, leg, item);
  else if (leg.isFlushing) leg.held.push(item);
  else deliver(stage, leg, item);
}

function audition<T>(stage: Stage<T>, leg: RotationLeg<T>, item: Item<T>): void {
  const { isReady = () => true, keyOf, window = WINDOW } = stage.rules;
  if (!leg.isReady) leg.isReady = isReady(item.value);
  if (!leg.isReady && item.key === undefined) return;
  leg.held.push(item);
  if (item.key !== undefined) leg.heldKeys.add(item.key);
  if (keyOf === undefined || stage.seen.has(item.key)) leg.hasMet = true;
  if (leg.held.length > window) leg.isOverdue = true;
  settle(stage, leg);
}

function deliver<T>(stage: Stage<T>, leg: RotationLeg<T>, { value, key }: Item<T>): void {
  if (key !== undefined && !stage.seen.isNews(key, leg.number)) return;
  stage.subscriber.next(value);
  const { candidate } = stage;
  if (key === undefined || candidate === undefined || !candidate.heldKeys.has(key)) return;
  candidate.hasMet = true;
  settle(stage, candidate);
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
  leg.settled$.next();
  leave(old);
  leg.isFlushing = true;
  // What comes meanwhile is held behind the rest, and found by this very loop.
  for (const item of leg.held) deliver(stage, leg, item);
  leg.isFlushing = false;
  leg.held.length = 0;
  leg.heldKeys.clear();
  if (leg.end !== undefined) lose(stage, leg, leg.end);
  else if (stage.candidate !== undefined) settle(stage, stage.candidate);
}

function giveUp<T>(stage: Stage<T>, leg: RotationLeg<T>, error?: unknown): void {
  stage.candidate = undefined;
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

interface KeyMemory {
  has(key: unknown): boolean;
  /** Remembers a key that a leg brought; whether no other leg had brought it. */
  isNews(key: unknown, leg: number): boolean;
}

/** Remembers which leg brought which of the last `window` keys. */
function keyMemory(window = WINDOW): KeyMemory {
  // A map keeps the order of entry.
  const legs = new Map<unknown, number>();
  return {
    has: (key) => key !== undefined && legs.has(key),
    isNews: (key, leg) => {
      const before = legs.get(key);
      if (before !== undefined && before !== leg) return false;
      legs.delete(key);
      legs.set(key, leg);
      for (const oldest of legs.keys()) {
        if (legs.size <= window) break;
        legs.delete(oldest);
      }
      return true;
    },
  };
}
