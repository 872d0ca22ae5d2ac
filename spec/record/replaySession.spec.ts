import { describe, expect, it } from '@jest/globals';
import { lastValueFrom, toArray } from 'rxjs';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { replaySession } from '../../src/record/replaySession.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

describe('replay', () => {
  it.each(['v2-btcusd-d25-20260802', 'v2-ethusd-d25-20260802', 'v2-btcusd-d10-resub-20260801'])('%s', async (name) => {
    const lines = gunzipSync(readFileSync(`../shared/frames/kraken/${name}.jsonl.gz`)).toString().trim().split('\n');
    const events: FeedEvent<unknown>[] = await lastValueFrom(replaySession(lines, kraken).pipe(toArray()));
    const count: Record<string, number> = {};
    for (const e of events) { const k = e.kind === 'stale' ? `stale ${e.reason}` : e.kind; count[k] = (count[k] ?? 0) + 1; }
    console.log(name, count);
    expect(events.length).toBeGreaterThan(0);
  });
});
