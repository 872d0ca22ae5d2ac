import type { Sequence } from './internal/sequence.ts';

/** What {@link arbitrate} emits. */
export type ArbitratedEvent<T, S extends Sequence> =
  | ArbitratedValue<T>
  | ArbitratedGap<S>
  | ArbitratedLag
  | ArbitratedOut;

/** The first copy of a value, in its turn. */
export interface ArbitratedValue<T> {
  readonly kind: 'value';
  /** Which leg brought it, from 0. */
  readonly leg: number;
  readonly value: T;
}

/** No leg brought what belongs here. */
export interface ArbitratedGap<S extends Sequence> {
  readonly kind: 'gap';
  /** The first sequence that is missing. */
  readonly expected: S;
  /** The sequence of the value that follows. */
  readonly found: S;
}

/** A leg is behind. */
export interface ArbitratedLag {
  readonly kind: 'lag';
  readonly leg: number;
  /** The longest one of its copies was behind the first one, in milliseconds, since this was last said. */
  readonly ms: number;
}

/** A leg has ended; the others go on. */
export interface ArbitratedOut {
  readonly kind: 'out';
  readonly leg: number;
  /** What it failed with; absent where it completed. */
  readonly error?: unknown;
}
