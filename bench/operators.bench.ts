import { filter, Observable, Subject, type Subscriber, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { maxOf, meanOf, rateLimit, rollingWindow, routeBy, tokenBucket } from '../operators/index.ts';
import { type Contender, measure, ns, printTable, ratio } from './measure.ts';
import { type Apart, isContender, measureApart } from './measureApart.ts';

interface Message {
  readonly key: string;
}

const KEYS = [1, 10, 100, 1_000, 10_000] as const;
let received = 0;
const take = (): void => {
  received++;
};

type Order = 'in turn' | 'at random';
type Content = 'trade' | 'depth';

type Load = readonly [content: Content, order: Order];

const levels = Array.from({ length: 20 }, (_, n) => ({ price: 105944.2 + n, qty: 0.00027625 }));

/**
 * Every contender is fed frames of text, as a socket delivers them, and parses them: a message costs that much in any case.
 * A trade has some 120 bytes, a depth frame of twice twenty levels 1.5 kB.
 */
function framesOf(keys: number, step: number, content: Content): readonly string[] {
  return Array.from({ length: 16_384 }, (_, n) => {
    const trade = { side: 'buy', price: 105944.2, qty: 0.00027625, ord_type: 'limit', trade_id: n };
    const data = content === 'trade' ? [trade] : [{ bids: levels, asks: levels, checksum: n }];
    return JSON.stringify({ channel: content, key: `key-${(n * step) % keys}`, data });
  });
}

/** Feeds the same frames round and round: keys in turn, or in an order that no cache can foresee. */
function feeding(keys: number, [content, order]: Load, feed: (frame: string) => void): Contender['run'] {
  const frames = framesOf(keys, order === 'in turn' ? 1 : 7_919, content);
  return (count) => {
    for (let n = 0; n < count; n++) feed(frames[n & 16_383] as string);
  };
}

const parse = (frame: string): Message => JSON.parse(frame) as Message;

function parsed(keys: number, load: Load): Contender['run'] {
  return feeding(keys, load, (frame) => {
    received += parse(frame).key.length;
  });
}

/** A look-up and no more. What it grows by, and all that follow, is memory fetched from afar. */
function lookedUp(keys: number, load: Load): Contender['run'] {
  const places = new Map(Array.from({ length: keys }, (_, n) => [`key-${n}`, n]));
  return feeding(keys, load, (frame) => {
    received += places.get(parse(frame).key) ?? 0;
  });
}

/** The least that rxjs allows: one look-up, one subscriber, which can leave. */
function bare(keys: number, load: Load): Contender['run'] {
  const subscribers = new Map<string, Subscriber<Message>>();
  for (let n = 0; n < keys; n++)
    new Observable<Message>((subscriber) => {
      subscribers.set(`key-${n}`, subscriber);
      return () => subscribers.delete(`key-${n}`);
    }).subscribe(take);
  return feeding(keys, load, (frame) => {
    const message = parse(frame);
    subscribers.get(message.key)?.next(message);
  });
}

/** What one would write by hand. */
function byHand(keys: number, load: Load): Contender['run'] {
  const subjects = new Map<string, Subject<Message>>();
  for (let n = 0; n < keys; n++) {
    const subject$ = new Subject<Message>();
    subject$.subscribe(take);
    subjects.set(`key-${n}`, subject$);
  }
  return feeding(keys, load, (frame) => {
    const message = parse(frame);
    subjects.get(message.key)?.next(message);
  });
}

function routed(keys: number, load: Load): Contender['run'] {
  const source$ = new Subject<Message>();
  const router = routeBy(({ key }: Message) => key)(source$);
  for (let n = 0; n < keys; n++) router.select(`key-${n}`).subscribe(take);
  return feeding(keys, load, (frame) => source$.next(parse(frame)));
}

function filtered(keys: number, load: Load): Contender['run'] {
  const source$ = new Subject<Message>();
  for (let n = 0; n < keys; n++) source$.pipe(filter(({ key }) => key === `key-${n}`)).subscribe(take);
  return feeding(keys, load, (frame) => source$.next(parse(frame)));
}

/** rxjs's own multiplexing, over a socket that is not there. */
function multiplexed(keys: number, load: Load): Contender['run'] {
  let socket: { onopen?: (event: unknown) => void; onmessage?: (event: { data: string }) => void } = {};
  class FakeSocket {
    readonly readyState = 1;
    constructor() {
      socket = this as typeof socket;
    }
    send(): void {}
    close(): void {}
  }
  const subject = webSocket<Message>({ url: 'ws://localhost', WebSocketCtor: FakeSocket as never });
  for (let n = 0; n < keys; n++)
    subject
      .multiplex(
        () => n,
        () => n,
        ({ key }) => key === `key-${n}`,
      )
      .subscribe(take);
  socket.onopen?.({});
  return feeding(keys, load, (data) => socket.onmessage?.({ data }));
}

const routers = {
  'JSON.parse': parsed,
  'Map look-up': lookedUp,
  'Map + subscriber': bare,
  'Map + Subject': byHand,
  routeBy: routed,
  'filter a key': filtered,
  multiplex: multiplexed,
} as const;
const loads: readonly Load[] = [
  ['trade', 'in turn'],
  ['trade', 'at random'],
  ['depth', 'in turn'],
  ['depth', 'at random'],
];
const nameOf = (router: string, keys: number, [content, order]: Load): string =>
  `${router}, ${keys} keys, ${content} frames ${order}`;

const contenders: Apart = new Map(
  loads.flatMap((load) =>
    KEYS.flatMap((keys) =>
      Object.entries(routers).map(([router, make]) => {
        const name = nameOf(router, keys, load);
        return [name, () => ({ name, run: make(keys, load) })] as const;
      }),
    ),
  ),
);

async function routes(load: Load): Promise<void> {
  const [content, order] = load;
  const own = new Map([...contenders].filter(([name]) => name.endsWith(`${content} frames ${order}`)));
  const costs = await measureApart(own, {
    count: (name) => {
      const keys = Number(/(\d+) keys/.exec(name)?.[1]);
      const loops = name.startsWith('filter') || name.startsWith('multiplex');
      const most = content === 'trade' ? 60_000 : 20_000;
      return loops ? Math.max(100, Math.min(most, 1_000_000 / keys)) : most;
    },
  });
  printTable(`A ${content} frame parsed and brought to one of so many keys, keys ${order}: CPU`, [
    ['keys', ...Object.keys(routers).flatMap((router) => [router, ''])],
    ...KEYS.map((keys) => [
      String(keys),
      ...Object.keys(routers).flatMap((router) => {
        const cost = costs.get(nameOf(router, keys, load));
        return [ns(cost), ratio(cost, costs.get(nameOf(router, 1, load)))];
      }),
    ]),
  ]);
}

function windows(): void {
  const lengths = [10, 100, 1_000, 10_000, 100_000] as const;
  const contenders = lengths.map((count): Contender => {
    const source$ = new Subject<number>();
    const aggregates = { mean: meanOf((n: number) => n), most: maxOf((n: number) => n) };
    source$.pipe(rollingWindow({ count, aggregates })).subscribe(take);
    for (let n = 0; n < count; n++) source$.next(n);
    return {
      name: String(count),
      run: (units) => {
        for (let n = 0; n < units; n++) source$.next((n * 7_919) % 1_009);
      },
    };
  });
  const costs = measure(contenders, { count: 200_000 });
  printTable('rollingWindow: a value, by the length of the window', [
    ['length', 'mean and max', ''],
    ...lengths.map((count) => [
      String(count),
      ns(costs.get(String(count))),
      ratio(costs.get(String(count)), costs.get('10')),
    ]),
  ]);
}

function limits(): void {
  const queues = [10, 100, 1_000, 10_000] as const;
  const contenders = queues.map(
    (waiting): Contender => ({
      name: String(waiting),
      run: (units) => {
        // One in, one out, with so many waiting all the time, in four lanes.
        const scheduler = new VirtualTimeScheduler(VirtualAction);
        const budget = tokenBucket({ capacity: 1, refill: 1, per: 1, scheduler });
        const source$ = new Subject<number>();
        source$.pipe(rateLimit({ budgets: [budget], queue: waiting + 2, lane: (n) => n % 4 })).subscribe(take);
        for (let n = 0; n <= waiting; n++) source$.next(n);
        for (let n = 0; n < units; n++) {
          scheduler.maxFrames = scheduler.frame + 1;
          scheduler.flush();
          source$.next(n);
        }
        source$.complete();
      },
    }),
  );
  const costs = measure(contenders, { count: 50_000, rounds: 5 });
  printTable('rateLimit: a value that waits its turn, by how many wait', [
    ['waiting', 'cost', ''],
    ...queues.map((waiting) => [
      String(waiting),
      ns(costs.get(String(waiting))),
      ratio(costs.get(String(waiting)), costs.get('10')),
    ]),
  ]);
}

if (!isContender(contenders)) {
  for (const load of loads) await routes(load);
  windows();
  limits();
  if (received === 0) throw new Error('nothing was received');
}
