import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncScheduler, filter, firstValueFrom, type SchedulerLike, type Subscription, take, timer } from 'rxjs';
import WebSocket from 'ws';
import { createClient } from '../../src/client/createClient.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import { simulateVenue } from '../../src/simulation/index.ts';
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts';
import { buildPackage } from '../helpers/builtPackage.ts';

/** The real scheduler, and how many of its actions are due. */
function countingScheduler(): { readonly scheduler: SchedulerLike; readonly due: () => number } {
  const actions: Subscription[] = [];
  const schedule: SchedulerLike['schedule'] = (...work: readonly unknown[]) => {
    const action = Reflect.apply(asyncScheduler.schedule, asyncScheduler, work);
    actions.push(action);
    return action;
  };
  // One that has run and was not set again is not closed, but due no more.
  const isDue = (action: Subscription): boolean =>
    !action.closed && (action as unknown as { pending: boolean }).pending;
  return {
    scheduler: { now: () => asyncScheduler.now(), schedule },
    due: () => actions.filter(isDue).length,
  };
}

describe('after the last unsubscribe and the linger', () => {
  it('no socket, no timer and no listener is left', async () => {
    const sockets: WebSocket[] = [];
    class Watched extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        sockets.push(this);
      }
    }
    const listeners = (): number =>
      sockets
        .flatMap((socket) => socket.eventNames().map((event) => socket.listenerCount(event)))
        .reduce((sum, count) => sum + count, 0);
    const venue = simulateVenue('kraken', { seed: 3 });
    const server = await venue.listen({ port: 0 });
    try {
      const { scheduler, due } = countingScheduler();
      const client = createClient(kraken, {
        url: server.url,
        scheduler,
        linger: 50,
        transport: webSocketTransport({ scheduler, WebSocket: Watched }),
      });
      const status$ = client.status$.subscribe();
      const feeds = (['book', 'trades', 'ticker', 'candles'] as const).flatMap((channel) =>
        ['BTC/USD', 'ETH/USD'].map((symbol) => client.feed({ channel, symbol })),
      );
      const following = feeds.map((feed$) => feed$.subscribe());
      await firstValueFrom(
        client.feed({ channel: 'book', symbol: 'BTC/USD' }).pipe(
          filter(({ kind }) => kind === 'data'),
          take(3),
        ),
      );
      expect(sockets.map(({ readyState }) => readyState)).toEqual([WebSocket.OPEN]);
      expect([listeners() > 0, due() > 0]).toEqual([true, true]);

      for (const subscription of [status$, ...following]) subscription.unsubscribe();
      while (sockets.some(({ readyState }) => readyState !== WebSocket.CLOSED)) await firstValueFrom(timer(10));
      expect([sockets.length, listeners(), due()]).toEqual([1, 0, 0]);
    } finally {
      await server.close();
    }
  }, 30_000);

  it('a program ends by itself', async () => {
    const { folder, remove } = buildPackage();
    const site = join(folder, 'site');
    mkdirSync(join(site, 'node_modules'), { recursive: true });
    symlinkSync(folder, join(site, 'node_modules', 'coldwire'), 'junction');
    writeFileSync(
      join(site, 'program.mjs'),
      `import { createClient } from 'coldwire';
       import { kraken } from 'coldwire/exchanges/kraken';
       import { simulateVenue } from 'coldwire/simulation';
       import { finalize, take } from 'rxjs';

       const server = await simulateVenue('kraken', { seed: 3 }).listen({ port: 0 });
       createClient(kraken, { url: server.url })
         .book('BTC/USD')
         .pipe(take(3), finalize(() => setTimeout(() => server.close(), 2_500)))
         .subscribe(({ checksum }) => console.log(typeof checksum));`,
    );
    try {
      const child = spawn(process.execPath, [join(site, 'program.mjs')]);
      let printed = '';
      child.stdout.on('data', (text) => (printed += text));
      child.stderr.on('data', (text) => (printed += text));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect([printed, code]).toEqual(['number\nnumber\nnumber\n', 0]);
    } finally {
      remove();
    }
  }, 60_000);
});
