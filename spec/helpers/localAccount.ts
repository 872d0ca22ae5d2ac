import { firstValueFrom, map, tap, timer } from 'rxjs';
import type { Client } from '../../src/client/createClient.ts';
import type { Balance } from '../../src/model/balance.ts';
import type { Fill } from '../../src/model/fill.ts';
import type { Order } from '../../src/model/order.ts';
import type { Venue } from '../../src/simulation/index.ts';
import type { Transport } from '../../src/transport/socket.ts';

/** What a customer knows of the account: the newest of everything that the feeds told. */
export interface LocalAccount {
  readonly orders: Map<string, Order>;
  readonly fills: Fill[];
  readonly balances: Map<string, Balance>;
  /** The newest word on trust of the orders. */
  trust(): string;
  leave(): void;
}

/** Follows an account, or one market of it, by its feeds. */
export function localAccount(client: Client, market?: string): LocalAccount {
  const scope = market === undefined ? {} : { market };
  const orders = new Map<string, Order>();
  const fills: Fill[] = [];
  const balances = new Map<string, Balance>();
  let trust = '';
  const following = [
    client.feed({ channel: 'orders', ...(market === undefined ? {} : { params: scope }) }).subscribe((event) => {
      if (event.kind === 'data') orders.set(event.value.orderId, event.value);
      else trust = event.kind === 'live' ? `live ${event.epoch}` : event.reason;
    }),
    client.fills(scope).subscribe((fill) => fills.push(fill)),
    client.balances(scope).subscribe((balance) => balances.set(balance.asset, balance)),
  ];
  return {
    orders,
    fills,
    balances,
    trust: () => trust,
    leave: () => {
      for (const each of following) each.unsubscribe();
    },
  };
}

const number = (text: string | number | undefined): number => Number(text ?? 0);

/** Rows in words, in no order of their own. */
const worded = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map((row) => row.join(' ')).sort();

/** What is compared of an account beside what all venues tell. */
export interface Compared {
  /** The ids of fills. */
  readonly fillIds?: boolean;
  /** What is free of a balance. */
  readonly free?: boolean;
  /** The word for an order that has expired, where the venue's own list has one for all that is over unfilled. */
  readonly expired?: 'canceled';
}

/** The account as the customer has it, and as the venue has it, in the same words. */
export function mine({ orders, fills, balances }: LocalAccount, { fillIds, free, expired }: Compared = {}): unknown {
  const words: Partial<Record<Order['status'], string>> = { 'partially-filled': 'open', ...(expired && { expired }) };
  return {
    orders: worded(
      [...orders.values()].map((order) => [
        order.orderId,
        words[order.status] ?? order.status,
        order.price ?? 0,
        order.size,
        order.filled,
      ]),
    ),
    fills: worded(
      fills.map((fill) => [...(fillIds ? [fill.id] : []), fill.orderId, fill.side, fill.price, fill.size, fill.fee]),
    ),
    balances: worded([...balances.values()].map((one) => [one.asset, one.total, ...(free ? [one.free] : [])])),
  };
}

/** The account as the venue has it. */
export function truth(venue: Venue, { fillIds, free }: Compared = {}): unknown {
  const { orders, fills, balances } = venue.account();
  return {
    orders: worded(
      orders.map(({ id, status, price, size, filled }) => [id, status, number(price), number(size), number(filled)]),
    ),
    fills: worded(
      fills.map(({ id, orderId, side, price, size, fee }) => [
        ...(fillIds ? [id] : []),
        orderId,
        side,
        number(price),
        number(size),
        number(fee),
      ]),
    ),
    balances: worded(balances.map((one) => [one.asset, number(one.total), ...(free ? [number(one.free)] : [])])),
  };
}

/** Waits until something holds; what it is then said to be is asserted by the caller. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 1_000; tries++) await firstValueFrom(timer(10));
}

/** Whether the customer knows all that the venue knows. */
export function isSame(local: LocalAccount, venue: Venue, compared: Compared = {}): boolean {
  return JSON.stringify(mine(local, compared)) === JSON.stringify(truth(venue, compared));
}

/** A transport that tells of each frame that leaves, just before it does, and of each that came, just before it is read. */
export function telling(
  transport: Transport,
  leaves: (frame: string) => void,
  comes: (frame: string) => void,
): Transport {
  return (endpoint) =>
    transport(endpoint).pipe(
      map((socket) => ({
        ...socket,
        frames$: socket.frames$.pipe(tap((frame) => comes(String(frame)))),
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
        send: (frame) => {
          leaves(String(frame));
          socket.send(frame);
        },
      })),
    );
}
