import { lastValueFrom, type ObservableInput, toArray } from 'rxjs';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { subscriptionKey } from '../../src/model/subscription.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { type ReplayOptions, replaySession } from '../../src/record/index.ts';

/** The first recorded instant, milliseconds since the epoch. */
export const T0 = 1_785_641_750_000;
const URL = 'wss://ws.kraken.com/v2';

/** A line of a session, `ms` after its beginning. */
export function line(ms: number, k: string, rest: object = {}, c = 0): string {
  return JSON.stringify({ t: (T0 + ms) * 1_000, ...(k === 'http' ? {} : { c }), k, ...rest });
}
export const open = (ms: number, url: string | undefined = URL, c = 0): string =>
  line(ms, 'open', url === undefined ? {} : { url }, c);
export const recv = (ms: number, frame: string, c = 0): string => line(ms, 'recv', { raw: frame }, c);

/** The venue's frames. */
export const acked = (verb: 'subscribe' | 'unsubscribe', result: object): string =>
  JSON.stringify({ method: verb, result, success: true });
export const tradesOf = (symbol = 'BTC/USD'): object => ({ channel: 'trade', symbol });
export function trade(id: number, symbol = 'BTC/USD'): string {
  const row = { symbol, side: 'buy', price: 100.5, qty: 0.25, trade_id: id, timestamp: '2026-08-02T03:35:50Z' };
  return JSON.stringify({ channel: 'trade', type: 'update', data: [row] });
}

/** A word for an event: `stale connecting 0`, `live 1`, `7` for the trade 7. */
export function told(event: FeedEvent<unknown>): string {
  switch (event.kind) {
    case 'stale':
      return `stale ${event.reason} ${event.epoch}`;
    case 'live':
      return `live ${event.epoch}`;
    case 'data': {
      const value = event.value as { readonly kind: string; readonly id?: string };
      return value.id ?? value.kind;
    }
  }
}

/** All that a replay emits. */
export function played(
  lines: ObservableInput<string>,
  { exchange = kraken, ...options }: ReplayOptions & { readonly exchange?: Exchange } = {},
): Promise<readonly FeedEvent<unknown>[]> {
  return lastValueFrom(replaySession(lines, exchange, options).pipe(toArray()));
}

/** The same in words, by subscription, and what was reported. */
export async function retold(
  lines: ObservableInput<string>,
  options: ReplayOptions & { readonly exchange?: Exchange } = {},
): Promise<{ readonly feeds: Readonly<Record<string, readonly string[]>>; readonly reports: readonly ReportEvent[] }> {
  const reports: ReportEvent[] = [];
  const feeds: Record<string, string[]> = {};
  for (const event of await played(lines, { ...options, onReport: (report) => reports.push(report) }))
    (feeds[subscriptionKey(event.subscription)] ??= []).push(told(event));
  return { feeds, reports };
}

/** Whether events are the life of a feed: `(stale+ live data*)*`, perhaps stale at its end, its epochs never falling. */
export function isLife(events: readonly FeedEvent<unknown>[]): boolean {
  const letters = events.map(({ kind }) => kind.charAt(0)).join('');
  const epochs = events.flatMap((event) => (event.kind === 'data' ? [] : [event.epoch]));
  return /^(s+ld*)*s*$/.test(letters) && epochs.every((epoch, at) => epoch >= (epochs[at - 1] ?? 0));
}
