import { filter, Observable, Subject, type Subscriber, tap, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { maxOf, meanOf, rateLimit, rollingWindow, routeBy, tokenBucket } from '../operators/index.ts';
import { type Apart, isContender, measure, ns, printTable, ratio, type Work } from './measure.ts';

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
function feeding(keys: number, [content, order]: Load, feed: (frame: string) => void): Work {
  const frames = framesOf(keys, order === 'in turn' ? 1 : 7_919, content);
  return (count) => {
    for (let n = 0; n < count; n++) feed(frames[n & 16_383] as string);
  };
}

const parse = (frame: string): Message => JSON.parse(frame) as Message;

function parsed(keys: number, load: Load): Work {
  return feeding(keys, load, (frame) => {
    received += parse(frame).key.length;
  });
}

/** A look-up and no more. What it grows by, and all that follow, is memory fetched from afar. */
function lookedUp(keys: number, load: Load): Work {
  const places = new Map(Array.from({ length: keys }, (_, n) => [`key-${n}`, n]));
  return feeding(keys, load, (frame) => {
    received += places.get(parse(frame).key) ?? 0;
  });
}

/** The least that rxjs allows behind an observable: one look-up, one subscriber, which can leave. */
function bare(keys: number, load: Load): Work {
  const subscribers = new Map<string, Subscriber<Message>>();
  for (let n = 0; n < keys; n++)
    new Observable<Message>((subscriber) => {
      subscribers.set(`key-${n}`, subscriber);
      return () => subscribers.delete(`key-${n}`);
    }).subscribe(take);
  const source$ = new Subject<Message>();
  source$.pipe(tap((message) => subscribers.get(message.key)?.next(message))).subscribe();
  return feeding(keys, load, (frame) => source$.next(parse(frame)));
}

/** What one would write by hand. */
function byHand(keys: number, load: Load): Work {
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

function routed(keys: number, load: Load): Work {
  const source$ = new Subject<Message>();
  const router = routeBy(({ key }: Message) => key)(source$);
  for (let n = 0; n < keys; n++) router.select(`key-${n}`).subscribe(take);
  return feeding(keys, load, (frame) => source$.next(parse(frame)));
}

function filtered(keys: number, load: Load): Work {
  const source$ = new Subject<Message>();
  for (let n = 0; n < keys; n++) source$.pipe(filter(({ key }) => key === `key-${n}`)).subscribe(take);
  return feeding(keys, load, (frame) => source$.next(parse(frame)));
}

/** rxjs's own multiplexing, over a socket that is not there. */
function multiplexed(keys: number, load: Load): Work {
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
        return [nameOf(router, keys, load), () => make(keys, load)] as const;
      }),
    ),
  ),
);

async function routes(load: Load): Promise<void> {
  const [content, order] = load;
  const own = new Map([...contenders].filter(([name]) => name.endsWith(`${content} frames ${order}`)));
  const costs = await measure(own, {
    count: (name) => {
      const keys = Number(/(\d+) keys/.exec(name)?.[1]);
      const loops = name.startsWith('filter') || name.startsWith('multiplex');
      const most = content === 'trade' ? 100_000 : 20_000;
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

const LENGTHS = [10, 100, 1_000, 10_000, 100_000] as const;
const QUEUES = [10, 100, 1_000, 10_000, 100_000] as const;

function windowed(count: number, onCombine: () => void = () => {}): Work {
  const source$ = new Subject<number>();
  const most = maxOf((n: number) => n);
  const counted = {
    ...most,
    combine: (older: number, newer: number) => {
      onCombine();
      return most.combine(older, newer);
    },
  };
  source$.pipe(rollingWindow({ count, aggregates: { mean: meanOf((n: number) => n), most: counted } })).subscribe(take);
  for (let n = 0; n < count; n++) source$.next(n);
  return (units) => {
    for (let n = 0; n < units; n++) source$.next((n * 7_919) % 1_009);
  };
}

/** One in, one out, with so many waiting all the time, in four lanes. */
function limited(waiting: number): Work {
  const scheduler = new VirtualTimeScheduler(VirtualAction);
  const budget = tokenBucket({ capacity: 1, refill: 1, per: 1, scheduler });
  const source$ = new Subject<number>();
  source$.pipe(rateLimit({ budgets: [budget], queue: waiting + 2, lane: (n) => n % 4 })).subscribe(take);
  for (let n = 0; n <= waiting; n++) source$.next(n);
  return (units) => {
    for (let n = 0; n < units; n++) {
      scheduler.maxFrames = scheduler.frame + 1;
      scheduler.flush();
      source$.next(n);
    }
  };
}

const windows: Apart = new Map(LENGTHS.map((length) => [`window ${length}`, () => windowed(length)]));
const limits: Apart = new Map(QUEUES.map((waiting) => [`limit ${waiting}`, () => limited(waiting)]));

async function costOfWindows(): Promise<void> {
  const costs = await measure(windows, { count: () => 200_000 });
  const combines = (length: number): string => {
    let combined = 0;
    // As many as leave no part of a turn over.
    const units = 4 * length;
    const work = windowed(length, () => combined++);
    combined = 0;
    work(units);
    return (combined / units).toFixed(2);
  };
  printTable('rollingWindow: a value, by the length of the window: CPU, and how often parts are combined', [
    ['length', 'mean and max', '', 'combined'],
    ...LENGTHS.map((length) => {
      const cost = costs.get(`window ${length}`);
      return [String(length), ns(cost), ratio(cost, costs.get('window 10')), combines(length)];
    }),
  ]);
}

async function costOfLimits(): Promise<void> {
  const costs = await measure(limits, { count: () => 50_000 });
  printTable('rateLimit: a value that waits its turn, by how many wait: CPU, and what log n would make of it', [
    ['waiting', 'cost', '', 'log n'],
    ...QUEUES.map((waiting) => {
      const cost = costs.get(`limit ${waiting}`);
      return [String(waiting), ns(cost), ratio(cost, costs.get('limit 10')), ratio(Math.log(waiting), Math.log(10))];
    }),
  ]);
}

if (!isContender(new Map([...contenders, ...windows, ...limits]))) {
  for (const load of loads) await routes(load);
  await costOfWindows();
  await costOfLimits();
  if (received === 0) throw new Error('nothing was received');
}
