import type { Product } from './product.ts';
import { barMinutes, type Wish } from './wish.ts';

/** Topics understood, or what is wrong with them, in the venue's words. */
export type ReadTopics = readonly Wish[] | string;

/** What a payload is read with. */
interface Reading {
  /** All of the topics but what the payload says. */
  readonly base: Omit<Wish, 'name'>;
  readonly payload: readonly string[];
}

type Reader = (reading: Reading) => ReadTopics;

/** How many levels a side full pushes may have, and the changes of the first generation, by how often they come. */
const FULL: Readonly<Record<Product, readonly number[]>> = {
  spot: [5, 10, 20, 50, 100],
  futures: [1, 5, 10, 20, 50, 100],
};
const INTERVALS: ReadonlyMap<string, number> = new Map([
  ['20ms', 20],
  ['100ms', 100],
  ['1000ms', 1_000],
]);
/** Of books of the second generation: levels, and how often they change, in milliseconds. */
const SECOND: ReadonlyMap<number, number> = new Map([
  [50, 20],
  [400, 100],
]);

const invalid = (payload: readonly string[]): string => `invalid argument: ${JSON.stringify(payload)}`;

const each: Reader = ({ base, payload }) =>
  payload.length === 0 ? 'empty payload' : payload.map((name) => (name === '!all' ? base : { ...base, name }));

const named: Reader = (reading) => (reading.payload.includes('!all') ? invalid(reading.payload) : each(reading));

const bars: Reader = ({ base, payload }) => {
  const [interval = '', name = '', ...more] = payload;
  return barMinutes.has(interval) && name !== '' && more.length === 0
    ? [{ ...base, name, interval }]
    : invalid(payload);
};

const fullBook: Reader = ({ base, payload }) => {
  const [name = '', level = '', interval = '', ...more] = payload;
  const levels = Number(level);
  const every = base.product === 'futures' && interval === '0' ? 0 : INTERVALS.get(interval);
  const isGood = FULL[base.product].includes(levels) && every !== undefined && every !== 20 && more.length === 0;
  return isGood ? [{ ...base, name, levels, every }] : invalid(payload);
};

/** A snapshot has to be as deep as the changes: 20 levels each 20 ms, else 100, in futures also as many as are said. */
const firstGeneration: Reader = ({ base, payload }) => {
  const [name = '', interval = '', level, ...more] = payload;
  const every = INTERVALS.get(interval);
  const levels = Number(level ?? (every === 20 ? 20 : 100));
  const isDepth = base.product === 'spot' ? level === undefined : [20, 50, 100].includes(levels);
  const isGood = isDepth && (every === 100 || (every === 20 && levels === 20)) && more.length === 0;
  return isGood ? [{ ...base, name, levels, every, saysLevels: level !== undefined }] : invalid(payload);
};

const secondGeneration: Reader = ({ base, payload }) => {
  const [, name = '', level] = /^ob\.(\w+)\.(\d+)$/.exec(payload[0] ?? '') ?? [];
  const levels = Number(level);
  const every = SECOND.get(levels);
  return every === undefined || payload.length > 1 ? invalid(payload) : [{ ...base, name, levels, every }];
};

/** Futures say first whose account it is. */
const ofAccount: Reader = ({ base, payload }) => {
  if (base.product === 'spot') return each({ base, payload });
  return payload.length === 2 ? each({ base, payload: payload.slice(1) }) : invalid(payload);
};

const all: Reader = ({ base }) => [base];

const readers: Readonly<Record<string, Reader>> = {
  trades: named,
  tickers: named,
  book_ticker: named,
  candlesticks: bars,
  order_book: fullBook,
  order_book_update: firstGeneration,
  obu: secondGeneration,
  orders: ofAccount,
  usertrades: ofAccount,
  balances: all,
  positions: ofAccount,
};

const PRIVATE: readonly string[] = ['orders', 'usertrades', 'balances', 'positions'];

/** Whether a topic is about an account. */
export const isPrivate = ({ kind }: Pick<Wish, 'kind'>): boolean => PRIVATE.includes(kind);

/** Reads the channel and the payload of a frame. */
export function readTopics(
  channel: string,
  payload: readonly unknown[],
  { product, isDecimal }: Pick<Wish, 'product' | 'isDecimal'>,
): ReadTopics {
  const [, prefix, kind = ''] = /^(\w+)\.(\w+)$/.exec(channel) ?? [];
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  const isKnown = prefix === product && read !== undefined && (kind !== 'positions' || product === 'futures');
  return isKnown
    ? read({ base: { channel, kind, product, isDecimal }, payload: payload.map(String) })
    : `unknown channel ${channel}`;
}
