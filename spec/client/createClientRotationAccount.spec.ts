import { describe, expect, it } from '@jest/globals';
import { map, takeUntil, timer } from 'rxjs';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { broker } from '../helpers/brokerDialect.ts';
import { brokerClient } from '../helpers/brokerVenue.ts';

/** The broker, where it cuts its sockets after 20 s: they are left 12.5 s after they opened. */
const shortLived: Exchange = {
  ...broker,
  dialects: Object.fromEntries(
    Object.entries(broker.dialects).map(([name, dialect]): [string, Dialect] => [
      name,
      { ...dialect, life: { max: 20_000, early: 5_000 }, liveness: { ...dialect.liveness, within: 60_000 } },
    ]),
  ),
};

describe('an account on a socket that will be cut', () => {
  it(
    'moves once what was on its way has come: no fill is missing or comes twice, and no end of an order is lost',
    marbles(({ scheduler, cold, expectObservable, flush }) => {
      const { client, venue } = brokerClient(scheduler, {}, {}, shortLived);
      const placed = {
        k: 'order',
        s: 'A',
        side: 'buy',
        price: '1',
        size: '5',
        filled: '0',
        status: 'open',
        at: 0,
      } as const;
      for (const o of ['o1', 'o2']) (venue.orders as Map<string, unknown>).set(o, { ...placed, o, c: `c${o}` });
      const fill = (f: string) => ({ k: 'fill', f, o: 'o1', s: 'A', size: '1' }) as const;
      const acts: Readonly<Record<string, () => void>> = {
        f: () => venue.push('orders', fill('f1')),
        // Both sockets are subscribed by now, and the new one has its snapshot.
        g: () => venue.push('orders', fill('f2')),
        e: () => {
          venue.change('o2', { status: 'canceled' });
          // On its way since before the new one was subscribed.
          venue.sockets[0]?.say({ on: 'orders', symbol: '', rows: [fill('f9')] });
        },
        // Moved.
        h: () => venue.push('orders', fill('f3')),
        p: () => venue.change('o1', { status: 'partially-filled', filled: '3' }),
      };
      cold('10s f 2999ms g 999ms e 4999ms h 9ms p').subscribe((act) => acts[act]?.());
      const orders: string[] = [];
      client
        .feed({ channel: 'orders' })
        .pipe(takeUntil(timer(20_500, scheduler)))
        .subscribe((event) => {
          const word = event.kind === 'data' ? `${event.value.orderId} ${event.value.status}` : event.kind;
          orders.push(`${scheduler.now()} ${word}`);
        });
      const fills$ = client
        .feed({ channel: 'fills' })
        .pipe(map((event) => (event.kind === 'data' ? event.value.id.slice(1) : event.kind.charAt(0))));
      expectObservable(fills$, '^ 20s !').toBe('s--l 9996ms 1 2999ms 2 999ms 9 4999ms 3');
      flush();
      expect(orders.slice(0, 6)).toEqual([
        '0 stale',
        '3 live',
        '3 o1 open',
        '3 o2 open',
        '14000 o2 canceled',
        // The new socket's snapshot, which was taken before o2 ended, tells nothing older than what is known.
        '17504 o1 open',
      ]);
      expect(orders[6]).toBe('17504 o2 canceled');
    }),
  );
});
