/** The channels served here. */
export type KrakenChannel = 'book' | 'ticker' | 'trade' | 'ohlc';

/** What a client asks for, for one symbol. Absent is what the channel does not know. */
export interface Wish {
  readonly channel: KrakenChannel;
  readonly symbol: string;
  readonly depth?: number;
  /** In minutes. */
  readonly interval?: number;
  readonly trigger?: 'bbo' | 'trades';
  readonly snapshot: boolean;
}

export const depths: readonly number[] = [10, 25, 100, 500, 1_000];

/** The lengths of bars, in minutes. */
export const intervals: readonly number[] = [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600];

/**
 * What makes two subscriptions of a socket the same. Bars of several lengths live side by side; a second depth of a book does
 * not, for its frames could not be told apart: the venue answers `Already subscribed` (seen live by others, 2026).
 */
export function wishKey({ channel, symbol, interval }: Omit<Wish, 'snapshot'>): string {
  return `${channel} ${symbol} ${interval ?? ''}`;
}

/** The wish as an acknowledgement repeats it, its fields in the venue's order (alphabetical, as recorded in August 2026). */
export function resultText({ channel, symbol, depth, interval, trigger }: Wish, snapshot: boolean | undefined): string {
  return JSON.stringify({
    channel,
    depth,
    event_trigger: trigger,
    interval,
    snapshot,
    symbol,
    // Every acknowledgement of `ohlc` carries it (captures of 2024 and 2026).
    warnings:
      channel === 'ohlc' && snapshot !== undefined ? ['timestamp is deprecated, use interval_begin'] : undefined,
  });
}
