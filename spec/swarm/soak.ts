import { config, firstValueFrom, interval, type Subscription as Held, timer } from 'rxjs';
import { createClient } from '../../src/client/createClient.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { ClientStatus } from '../../src/model/clientStatus.ts';
import { latencies } from './latencies.ts';
import { feedRule } from './feedRule.ts';
import { slopeOf } from './slopeOf.ts';
import { soakTopics } from './soakTopics.ts';

/**
 * Keeps many feeds over real sockets for as long as it is told, and says in lines of JSON what that cost: memory, handles,
 * how late trades come, what was stale, what was wrong. Run with `--expose-gc`.
 */
const [url = '', minutes = '1', sockets = '5', topics = '50', sampleEvery = '5'] = process.argv.slice(2);
const gc = (globalThis as { gc?: () => void }).gc ?? (() => {});
const tell = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const wrong = new Map<string, number>();
const count = (what: string): void => void wrong.set(what, (wrong.get(what) ?? 0) + 1);
config.onUnhandledError = (error: unknown) => count(`I27 ${String(error)}`);
process.on('unhandledRejection', (error) => count(`I27 ${String(error)}`));

const megabytes = (bytes: number): number => Math.round(bytes / 10_485.76) / 100;
/** What would keep the process alive, but for the pipe that this is told by. */
const handles = (): readonly string[] => process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');
const footprint = (): { readonly heap: number; readonly rss: number; readonly handles: number } => {
  gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: megabytes(heapUsed), rss: megabytes(rss), handles: handles().length };
};

const late = latencies(10_000);
let events = 0;
let stales = 0;

/** Follows all topics for a while and leaves them. */
async function follow(milliseconds: number, onSample?: (status: ClientStatus | undefined) => void): Promise<void> {
  const perSocket = Number(topics);
  const client = createClient(kraken, { url, linger: 500, limits: { topicsPerSocket: perSocket } });
  let status: ClientStatus | undefined;
  const held: Held[] = [
    client.status$.subscribe((next) => {
      status = next;
    }),
  ];
  for (const subscription of soakTopics(Number(sockets) * perSocket)) {
    const rule = feedRule(false);
    held.push(
      client.feed(subscription).subscribe({
        next: (event) => {
          events++;
          if (event.kind === 'stale') stales++;
          const fault = rule.heard(event);
          if (fault !== undefined) count(fault.replace(/\d+/g, '#'));
          if (event.kind === 'data' && subscription.channel === 'trades') {
            const { time = 0, receivedAt } = event.value as { readonly time?: number; readonly receivedAt: number };
            late.add(receivedAt - time);
          }
        },
        error: (error: unknown) => count(`a feed ended: ${String(error)}`),
      }),
    );
  }
  const sampling = interval(Number(sampleEvery) * 1_000).subscribe(() => onSample?.(status));
  await firstValueFrom(timer(milliseconds));
  sampling.unsubscribe();
  for (const each of held) each.unsubscribe();
  await firstValueFrom(timer(7_000));
}

// Once before, so that what is made once and kept is there already.
await follow(10_000);
const before = footprint();
tell({ kind: 'before', ...before });
const startedAt = performance.now();
const samples: { readonly at: number; readonly rss: number; readonly heap: number }[] = [];
events = 0;
await follow(Number(minutes) * 60_000, (status) => {
  const { heap, rss, handles } = footprint();
  samples.push({ at: performance.now(), heap, rss });
  const live = status?.sockets.reduce((sum, socket) => sum + socket.live, 0) ?? 0;
  const wanted = status?.sockets.reduce((sum, socket) => sum + socket.wanted, 0) ?? 0;
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  tell({ kind: 'sample', seconds, sockets: status?.sockets.length, wanted, live, events, stales, heap, rss, handles });
});
const after = footprint();
const later = samples.slice(Math.floor(samples.length / 3));
tell({
  kind: 'after',
  ...after,
  growth: { heap: Math.round((after.heap - before.heap) * 100) / 100, handles: after.handles - before.handles },
  slopes: { heapPerHour: slopeOf(later, ({ heap }) => heap), rssPerHour: slopeOf(later, ({ rss }) => rss) },
  lag: late.quantiles([0.5, 0.9, 0.99, 0.999]),
  left: handles(),
  events,
  stales,
  wrong: Object.fromEntries(wrong),
});
process.exitCode = wrong.size > 0 || after.handles > before.handles ? 1 : 0;
