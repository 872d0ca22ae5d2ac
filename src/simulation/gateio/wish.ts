import type { Product } from './product.ts';

/** One topic, understood. */
export interface Wish {
  /** The whole name: `spot.trades`. */
  readonly channel: string;
  /** Without the product: `trades`. */
  readonly kind: string;
  readonly product: Product;
  /** The instrument; nothing where all are meant. */
  readonly name?: string;
  /** Levels a side of a book. */
  readonly levels?: number;
  /** Whether the client said how many levels, which the venue then repeats. */
  readonly saysLevels?: boolean;
  /** Told at most once in so many milliseconds. */
  readonly every?: number;
  /** The name of a length of bars. */
  readonly interval?: string;
  /** Whether sizes are decimal text in futures too. */
  readonly isDecimal: boolean;
}

/** The lengths of bars by name, in minutes. */
export const barMinutes: ReadonlyMap<string, number> = new Map([
  ['10s', 1 / 6],
  ['1m', 1],
  ['5m', 5],
  ['15m', 15],
  ['30m', 30],
  ['1h', 60],
  ['4h', 240],
  ['8h', 480],
  ['1d', 1_440],
  ['7d', 10_080],
]);

/** What makes two subscriptions of a socket the same, and the text that a v2 book names itself by. */
export function wishKey({ channel, kind, name = '!all', levels, every, interval }: Wish): string {
  return kind === 'obu' ? bookName({ name, levels }) : [channel, name, levels, every, interval].join(' ');
}

/** `ob.BTC_USDT.50` */
export function bookName({
  name = '',
  levels = 0,
}: {
  readonly name?: string;
  readonly levels?: number | undefined;
}): string {
  return `ob.${name}.${levels}`;
}
