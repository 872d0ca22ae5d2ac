import { describe, expect, it } from '@jest/globals';
import { map, take } from 'rxjs';
import type { Dialect } from '../../src/protocol/dialect.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { type Message, marked, tinyClient, tinyDialect } from '../helpers/tinyDialect.ts';

const dialect: Dialect = {
  ...tinyDialect,
  heartbeat: {
    every: 20,
    message: ({ id }) => ({ do: 'ping', id }),
    isReply: (message) => (message as Message)['pong'] === 1,
  },
  withId: (message, id) => ({ ...(message as object), id }),
};

describe('latency', () => {
  it(
    'is that of heartbeats, requests and subscriptions, each from when its frame left to its first answer',
    marbles((helpers) => {
      const { client, venue, latencies } = tinyClient(helpers.scheduler, { dialect, ackAfter: 2 });
      const says = { p: { pong: 1 }, r: { re: 70 } };
      helpers.cold('---------r 13ms p p', says).subscribe((message) => venue.last().say(message));
      const ask$ = client.request({ q: 1 }, { id: 70, route: 'main', lane: 'cancel', replies: 1 });
      helpers.cold('----a').subscribe(() => ask$.subscribe());
      helpers.expectObservable(marked(client.feed({ channel: 'ticker', symbol: 'A' })), '^ 30ms !').toBe('c-L');
      const latency$ = client.status$.pipe(
        map(({ sockets }) => `${sockets[0]?.latency ?? 'none'}`),
        take(1),
      );
      for (const [at, value] of [
        [3, 'none'],
        [10, '5'],
        [29, '3'],
      ] as const)
        helpers.expectObservable(latency$, `${at}ms ^!`).toBe(`${at}ms (v|)`, { v: value });
      helpers.flush();
      expect(latencies).toEqual([
        { kind: 'latency', socket: 'tiny-1', of: 'subscribe', ms: 2, subscription: { channel: 'ticker', symbol: 'A' } },
        { kind: 'latency', socket: 'tiny-1', of: 'request', ms: 5, lane: 'cancel' },
        { kind: 'latency', socket: 'tiny-1', of: 'heartbeat', ms: 3 },
      ]);
    }),
  );
});
