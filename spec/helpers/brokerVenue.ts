import { Observable, ReplaySubject, type SchedulerLike, timer } from 'rxjs';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { Transport } from '../../src/transport/socket.ts';
import { type BrokerRow, broker } from './brokerDialect.ts';
import type { Message } from './tinyDialect.ts';

/** A row that is an order. */
export type OrderRow = Extract<BrokerRow, { k: 'order' }>;

/** One socket of the broker, from its own side. */
interface BrokerSocket {
  readonly at: number;
  readonly topics: Set<string>;
  closedAt?: number;
  say(...messages: readonly unknown[]): void;
  drop(): void;
}

/** What the broker does. */
export interface BrokerBehaviour {
  /** Milliseconds until a socket is open. Default 1. */
  readonly opensAfter?: number;
  /** Milliseconds until a reply. Default 1. */
  readonly repliesAfter?: number;
  /** What it says to a request instead of what it would, given that; nothing where it stays silent. What it does, it does. */
  readonly says?: (request: Message, wouldSay: readonly unknown[], broker: Broker) => readonly unknown[];
}

/** The broker: its truth, and hands to play it by. */
export interface Broker {
  readonly sockets: readonly BrokerSocket[];
  readonly orders: ReadonlyMap<string, OrderRow>;
  /** All it heard, as `at json`. */
  readonly heard: readonly string[];
  /** Changes an order, and tells who subscribed. */
  change(orderId: string, change: Partial<OrderRow>): void;
  /** Tells who subscribed to a topic. */
  push(topic: string, ...rows: readonly BrokerRow[]): void;
  /** What balances and positions there are. */
  wealth: readonly BrokerRow[];
  drop(): void;
}

/** A broker in the scheduler's time, with a client of it: requests of 20 ms, pauses of 4 ms, a linger of 5 ms. */
export function brokerClient(
  scheduler: SchedulerLike,
  behaviour: BrokerBehaviour = {},
  options: ClientOptions = {},
  exchange: Exchange = broker,
): { readonly client: Client; readonly venue: Broker } {
  const { opensAfter = 1, repliesAfter = 1, says = (_, wouldSay) => wouldSay } = behaviour;
  const orders = new Map<string, OrderRow>();
  const sockets: BrokerSocket[] = [];
  const heard: string[] = [];
  const open = (): readonly BrokerSocket[] => sockets.filter(({ closedAt }) => closedAt === undefined);
  const venue: Broker = {
    sockets,
    orders,
    heard,
    wealth: [],
    change: (orderId, change) => {
      const row = { ...(orders.get(orderId) as OrderRow), ...change, at: scheduler.now() };
      orders.set(orderId, row);
      venue.push('orders', row);
    },
    push: (topic, ...rows) => {
      for (const { topics, say } of open()) if (topics.has(topic)) say({ on: topic, symbol: '', rows });
    },
    drop: () => {
      for (const { drop } of open()) drop();
    },
  };
  const transport: Transport = () =>
    new Observable((subscriber) => {
      const frames$ = new ReplaySubject<Frame>();
      const socket: BrokerSocket = {
        at: scheduler.now(),
        topics: new Set(),
        say: (...messages) => {
          for (const message of messages) frames$.next(JSON.stringify(message));
        },
        drop: () => {
          socket.closedAt = scheduler.now();
          subscriber.error(new ColdwireError('connection-lost', { code: 1006, wasClean: false }));
        },
      };
      sockets.push(socket);
      const send = (frame: Frame): void => {
        if (socket.closedAt !== undefined) throw new ColdwireError('not-sent');
        heard.push(`${scheduler.now()} ${String(frame)}`);
        const request = JSON.parse(String(frame)) as Message;
        const replies = says(request, answersTo(request, venue, orders, socket, scheduler), venue);
        subscriber.add(timer(repliesAfter, scheduler).subscribe(() => socket.say(...replies)));
      };
      subscriber.add(() => {
        socket.closedAt ??= scheduler.now();
      });
      subscriber.add(
        timer(opensAfter, scheduler).subscribe(() => subscriber.next({ frames$, bufferedAmount: 0, send })),
      );
    });
  const client = createClient(exchange, {
    transport,
    scheduler,
    random: () => 0.5,
    backoff: { base: 8, cap: 8, stableAfter: 1_000 },
    linger: 5,
    requestTimeout: 20,
    ackTimeout: 20,
    ...options,
  });
  return { client, venue };
}

/** Does what a request asks, and gives what there is to say of it. */
function answersTo(
  request: Message,
  venue: Broker,
  orders: Map<string, OrderRow>,
  { topics }: BrokerSocket,
  scheduler: SchedulerLike,
): readonly unknown[] {
  const { do: verb, ask, id, channel, symbols } = request;
  const isOpen = ({ status }: OrderRow): boolean => status === 'open' || status === 'partially-filled';
  if (ask === 'open') return [{ re: id, rows: [...orders.values()].filter(isOpen) }];
  if (ask === 'order') {
    const found = [...orders.values()].find(({ o, c }) => o === request['o'] || c === request['c']);
    return [found === undefined ? { re: id, no: 'none', code: '404' } : { re: id, rows: [found] }];
  }
  if (verb === 'subscribe') {
    const topic = channel === 'balances' ? 'wealth' : String(channel);
    topics.add(topic);
    const acks = (symbols as readonly string[]).map((symbol) => ({ did: verb, id, symbol }));
    return topic === 'wealth' ? [...acks, { on: topic, symbol: '', snapshot: true, rows: venue.wealth }] : acks;
  }
  if (verb === 'unsubscribe') return (symbols as readonly string[]).map((symbol) => ({ did: verb, id, symbol }));
  const items = (request['orders'] ?? []) as readonly Partial<OrderRow>[];
  const done = items.map((item) => {
    if (verb === 'place') {
      const row = { ...item, k: 'order', o: `o${orders.size + 1}`, filled: '0', status: 'open', at: scheduler.now() };
      orders.set(row.o, row as OrderRow);
      venue.push('orders', row as OrderRow);
      return { c: item.c, o: row.o };
    }
    const known = [...orders.values()].find(({ o, c }) => o === item.o || c === item.c);
    if (known === undefined) return { c: item.c, no: 'none', code: '404' };
    if (verb === 'cancel') venue.change(known.o, { status: 'canceled' });
    return { c: known.c, o: known.o };
  });
  return [
    { re: id, ack: true },
    { re: id, done },
  ];
}
