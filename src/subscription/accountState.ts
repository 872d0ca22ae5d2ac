import type { PrivateValue, StateKind, StateRule } from '../protocol/stateRule.ts';
import { rememberKey } from '../util/rememberKey.ts';
import { isNewerState } from './isNewerState.ts';
import { isEnded, stateKey } from './stateKey.ts';

/** A value that is the state of something. */
export type State = Extract<PrivateValue, { kind: StateKind }>;

/** What one topic knows of an account, whatever attempts serve it one after the other. */
export interface AccountState {
  /** Takes a value in, and gives it back if it is to be told: not one that is older than what is known, no fill twice. */
  take(value: PrivateValue): readonly PrivateValue[];
  /**
   * Takes a snapshot in, and gives what it comes to: the newest state of each thing in it, and the fills that are new. Those
   * of the first snapshot are history.
   */
  begin(snapshot: readonly PrivateValue[]): readonly PrivateValue[];
  /** Keeps how an order ended that is missing from a snapshot, until one is taken in: what is final is looked up once. */
  learn(end: State): void;
  /** What was learnt so of what was known. */
  learnt(known: State): State | undefined;
  /** What is known of the kinds that a snapshot tells all of, has not ended, and is missing from it. */
  missingFrom(snapshot: readonly PrivateValue[], covers: readonly StateKind[]): readonly State[];
}

/** How many fills, and how many ended things, are remembered: what comes late must not bring them up again. */
const REMEMBERED = 1_000;

/** Knows nothing yet. */
export function accountState({ isNewer = isNewerState }: StateRule): AccountState {
  const states = new Map<string, State>();
  const ended = new Set<string>();
  const fills = new Set<string>();
  const ends = new Map<string | undefined, State>();
  let begun = false;

  const note = (key: string, state: State): void => {
    states.set(key, state);
    if (!isEnded(state)) ended.delete(key);
    else {
      const oldest = rememberKey(ended, key, REMEMBERED);
      if (oldest !== undefined) states.delete(oldest);
    }
  };
  const take = (value: PrivateValue): readonly PrivateValue[] => {
    if (value.kind === 'fill') {
      // A trade with oneself is a fill of two orders, of one id.
      const key = `${value.symbol}|${value.orderId}|${value.id}`;
      if (fills.has(key)) return [];
      rememberKey(fills, key, REMEMBERED);
      return [value];
    }
    const key = stateKey(value) ?? '';
    const known = states.get(key);
    if (known !== undefined && !isNewer(value, known)) return [];
    note(key, value);
    return [value];
  };
  return {
    take,
    begin: (snapshot) => {
      const isFirst = !begun;
      begun = true;
      ends.clear();
      return snapshot.flatMap((value) => {
        const taken = take(value);
        if (value.kind === 'fill') return isFirst ? [] : taken;
        const newest = states.get(stateKey(value) ?? '');
        return newest === undefined ? [] : [newest];
      });
    },
    learn: (end) => {
      if (end.kind === 'order' && isEnded(end) && end.status !== 'unknown') ends.set(stateKey(end), end);
    },
    learnt: (known) => ends.get(stateKey(known)),
    missingFrom: (snapshot, covers) => {
      const there = new Set(snapshot.map(stateKey));
      return [...states]
        .filter(([key, state]) => covers.includes(state.kind) && !isEnded(state) && !there.has(key))
        .map(([, state]) => state);
    },
  };
}
