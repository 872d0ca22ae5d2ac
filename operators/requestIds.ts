import { IdsExhaustedError } from './idsExhaustedError.ts';
import { uuidV7 } from './internal/uuidV7.ts';

/** Whole numbers in turn, from `first` to `last` and from `first` again. */
export interface IntIds {
  readonly kind: 'int';
  /** Default 1. */
  readonly first?: number;
  /** Default 2^31 - 1, the greatest that is an integer of 32 bits everywhere; at most 2^53 - 1. */
  readonly last?: number;
}

/** Whole numbers in turn, as decimal text, from `first` to 2^64 - 1 and from `first` again. */
export interface Uint64Ids {
  readonly kind: 'uint64';
  /** Default 1. A start drawn anew each time keeps the ids of two runs apart. */
  readonly first?: bigint;
}

/** UUIDs of version 7 (RFC 9562), as lower-case text: each greater than the one before, by time and then by chance. */
export interface UuidIds {
  readonly kind: 'uuid-v7';
  /** The wall time, in milliseconds since the epoch: `clock.wall`, `scheduler.now`. May go back; the ids will not. */
  readonly now: () => number;
  /** Numbers in [0, 1), at least 32 bits of chance each. */
  readonly random: () => number;
}

/** Letters and digits (`A-Z`, `a-z`, `0-9`) by chance. */
export interface AlphanumericIds {
  readonly kind: 'alphanumeric';
  /** How many. */
  readonly length: number;
  /** Numbers in [0, 1), one a character. */
  readonly random: () => number;
  /** How many to draw at most until one is not pending. Default 100. */
  readonly attempts?: number;
}

/** Ids of one's own making, compared by `===`. */
export interface CustomIds<Id> {
  readonly kind: 'custom';
  /** Makes one. */
  readonly make: () => Id;
  /** How many to make at most until one is not pending. Default 100. */
  readonly attempts?: number;
}

/** The options of {@link requestIds}: which kind of ids, with its particulars. */
export type RequestIdsConfig<Id> = IntIds | Uint64Ids | UuidIds | AlphanumericIds | CustomIds<Id>;

/** Ids for requests, shared by all who ask over one connection. Made by {@link requestIds}. */
export interface RequestIds<Id> {
  /** An id unlike all pending ones, which is pending from now on. Throws {@link IdsExhaustedError} where none is found. */
  next(): Id;
  /** Ends an id's being pending: it may come again. Nothing happens where it is not. */
  release(id: Id): void;
  /** How many are pending. */
  readonly pending: number;
}

/**
 * Makes ids for requests, no two of the pending ones alike.
 *
 * Ids that are counted (`int`, `uint64`) pass over those still pending when they come round. Ids by chance or of one's own
 * making are made again while they collide, up to `attempts` times. What `make` or `random` throws is thrown by `next`.
 * Throws a `RangeError` where the options leave no id at all.
 *
 * @example
 * ```ts
 * import { requestIds } from 'coldwire/operators';
 *
 * const ids = requestIds({ kind: 'int', last: 2 });
 * console.log(ids.next()); // 1
 * console.log(ids.next()); // 2
 * ids.release(1);
 * console.log(ids.next()); // 1
 * ```
 */
export function requestIds(config: IntIds): RequestIds<number>;
export function requestIds(config: Uint64Ids | UuidIds | AlphanumericIds): RequestIds<string>;
export function requestIds<Id>(config: CustomIds<Id>): RequestIds<Id>;
export function requestIds(config: RequestIdsConfig<unknown>): RequestIds<unknown> {
  const pending = new Set<unknown>();
  const { make, attempts } = makerOf(config);
  return {
    next: () => {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const id = make();
        if (pending.has(id)) continue;
        pending.add(id);
        return id;
      }
      throw new IdsExhaustedError(pending.size, attempts);
    },
    release: (id) => {
      pending.delete(id);
    },
    get pending() {
      return pending.size;
    },
  };
}

interface Maker {
  readonly make: () => unknown;
  /** How often to try; of those that count in turn, how many there are: that many are tried only where all are pending. */
  readonly attempts: number;
}

function makerOf(config: RequestIdsConfig<unknown>): Maker {
  switch (config.kind) {
    case 'int':
      return ints(config);
    case 'uint64':
      return uint64s(config);
    case 'uuid-v7':
      return { make: uuidV7(config), attempts: ATTEMPTS };
    case 'alphanumeric':
      return alphanumerics(config);
    case 'custom':
      return { make: config.make, attempts: config.attempts ?? ATTEMPTS };
  }
}

const ATTEMPTS = 100;

function ints({ first = 1, last = 2 ** 31 - 1 }: IntIds): Maker {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first > last) {
    throw new RangeError(`no whole numbers that are safe from ${first} to ${last}`);
  }
  let next = first;
  const make = (): number => {
    const id = next;
    next = id === last ? first : id + 1;
    return id;
  };
  return { make, attempts: last - first + 1 };
}

const LAST_UINT64 = 2n ** 64n - 1n;

function uint64s({ first = 1n }: Uint64Ids): Maker {
  if (first < 0n || first > LAST_UINT64) throw new RangeError(`${first} is no unsigned number of 64 bits`);
  let next = first;
  const make = (): string => {
    const id = next;
    next = id === LAST_UINT64 ? first : id + 1n;
    return id.toString();
  };
  return { make, attempts: Number(LAST_UINT64 - first + 1n) };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function alphanumerics({ length, random, attempts = ATTEMPTS }: AlphanumericIds): Maker {
  if (!Number.isSafeInteger(length) || length < 1) throw new RangeError(`an id cannot be ${length} characters long`);
  const letter = (): string => LETTERS.charAt(Math.floor(random() * LETTERS.length));
  return { make: () => Array.from({ length }, letter).join(''), attempts };
}
