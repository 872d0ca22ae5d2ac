import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { takeUntil, timer, VirtualTimeScheduler } from 'rxjs';
import type { Order, OrderStatus } from '../../src/model/order.ts';
import { type Broker, brokerClient, type OrderRow } from '../helpers/brokerVenue.ts';

/** What happens at the venue, at a time. */
type Happening = { readonly at: number } & (
  | { readonly does: 'drop' }
  | { readonly does: 'place'; readonly o: string }
  | { readonly does: 'fill' | 'cancel'; readonly o: string }
);

const END = 300;
const at = fc.integer({ min: 0, max: 60 });
const o = fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5');
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ at, does: fc.constant('drop' as const) }) },
  { weight: 4, arbitrary: fc.record({ at, does: fc.constant('place' as const), o }) },
  {
    weight: 6,
    arbitrary: fc.record({ at, does: fc.constantFrom('fill' as const, 'cancel' as const), o }),
  },
);

const isOpen = (status: OrderStatus): boolean => status === 'open' || status === 'partially-filled';

/** Does it, where the venue allows it. */
function happen(venue: Broker, event: Happening): void {
  if (event.does === 'drop') {
    venue.drop();
    return;
  }
  const known = venue.orders.get(event.o);
  if (event.does === 'place') {
    if (known !== undefined) return;
    const row = {
      k: 'order',
      c: `c${event.o}`,
      s: 'A',
      side: 'buy',
      price: '1',
      size: '3',
      filled: '0',
      status: 'open',
    } as const;
    (venue.orders as Map<string, OrderRow>).set(event.o, { ...row, o: event.o, at: 0 });
    venue.change(event.o, {});
  } else if (known !== undefined && isOpen(known.status)) {
    const filled = event.does === 'fill' ? Number(known.filled) + 1 : Number(known.filled);
    const status = event.does === 'cancel' ? 'canceled' : filled === 3 ? 'filled' : 'partially-filled';
    venue.change(event.o, { filled: String(filled), status });
  }
}

describe('an orders feed, whatever happens to orders and link', () => {
  it('ends equal to the venue: every order it ever told, in its newest state, and every order that is open', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 25 }), fc.integer({ min: 1, max: 12 }), (events, repliesAfter) => {
        const scheduler = new VirtualTimeScheduler();
        const { client, venue } = brokerClient(scheduler, { repliesAfter }, { ackTimeout: 50, requestTimeout: 50 });
        for (const event of events) timer(event.at, scheduler).subscribe(() => happen(venue, event));
        const local = new Map<string, string>();
        const fills = new Map<string, number>();
        const ends = new Map<string, string>();
        let isLive = false;
        client
          .feed({ channel: 'orders' })
          .pipe(takeUntil(timer(END, scheduler)))
          .subscribe((event) => {
            if (event.kind !== 'data') isLive = event.kind === 'live';
            else {
              expect(isLive).toBe(true);
              const { orderId, status, filledText, filled }: Order = event.value;
              // Nothing older is told after something newer,
              expect(filled).toBeGreaterThanOrEqual(fills.get(orderId) ?? 0);
              fills.set(orderId, filled);
              // and what has ended is not brought up again.
              expect(ends.has(orderId) && isOpen(status)).toBe(false);
              local.set(orderId, `${status} ${filledText}`);
              if (!isOpen(status)) ends.set(orderId, status);
            }
          });
        scheduler.flush();
        expect(isLive).toBe(true);
        for (const { o: id, status, filled } of venue.orders.values())
          if (local.has(id) || isOpen(status)) expect([id, local.get(id)]).toEqual([id, `${status} ${filled}`]);
      }),
      { numRuns: 120 },
    );
  });
});
