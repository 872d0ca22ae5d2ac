import { describe, expect, it } from '@jest/globals';
import { BehaviorSubject } from 'rxjs';
import type { Subscription } from '../../src/model/subscription.ts';
import { simulated } from '../helpers/simulated.ts';
import type { Stage } from '../helpers/stageOf.ts';

const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `T${from + index}/USD`);
const tradesOf = (symbols: readonly string[]): readonly Subscription[] =>
  symbols.map((symbol) => ({ channel: 'trades', symbol }));

/** Requests the venue got since the last look: method, channel and how many symbols. */
function requests({ venue }: Stage): () => readonly string[] {
  let seen = 0;
  return () => {
    const fresh = venue.journal.slice(seen);
    seen = venue.journal.length;
    return fresh
      .filter(({ way, frame }) => way === 'in' && typeof frame === 'string' && frame.includes('subscribe'))
      .map(
        ({ frame }) => JSON.parse(String(frame)) as { method: string; params: { channel: string; symbol: string[] } },
      )
      .map(({ method, params }) => `${method} ${params.channel} ${params.symbol.length}`);
  };
}

describe('the feeds of a desired set, of Kraken', () => {
  it('are begun by one frame a hundred, and changed by the frames the change takes', () => {
    const stage = simulated({ symbols: names(0, 110) });
    const { client, venue, advance, timers } = stage;
    const sent = requests(stage);
    const set$ = new BehaviorSubject(tradesOf(names(0, 100)));
    const live = new Set<string | undefined>();
    const rejected: unknown[] = [];
    const following = client.feeds(set$).subscribe((event) => {
      if (event.kind === 'live') live.add(event.subscription.symbol);
      if (event.kind === 'rejected') rejected.push(event);
    });
    advance(500);
    expect([sent(), live.size]).toEqual([['subscribe trade 100'], 100]);
    set$.next(tradesOf(names(0, 100)).toReversed());
    advance(5_000);
    expect(sent()).toEqual([]);
    set$.next(tradesOf(names(10, 110)));
    advance(500);
    expect([sent(), live.size]).toEqual([['subscribe trade 10'], 110]);
    advance(1_000);
    expect(sent()).toEqual(['unsubscribe trade 10']);
    following.unsubscribe();
    advance(3_000);
    expect(sent()).toEqual(['unsubscribe trade 100']);
    expect([venue.violations, rejected, timers()]).toEqual([[], [], 0]);
  });
});
