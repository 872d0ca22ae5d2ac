import { filter, Subject, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { maxOf, meanOf, rateLimit, rollingWindow, routeBy, tokenBucket } from '../operators/index.ts';
import { type Contender, measure, ns, printTable, ratio } from './measure.ts';

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
function feeding(name: string, keys: number, [content, order]: Load, feed: (frame: string) => void): Contender {
  const frames = framesOf(keys, order === 'in turn' ? 1 : 7_919, content);
  return {
    name: `${name} ${keys}`,
    run: (count) => {
      for (let n = 0; n < count; n++) feed(frames[n & 16_383] as string);
    },
  };
}

const parse = (frame: string): Message => JSON.parse(frame) as Message;

/** The least that any router could do: one look-up, one subject. What it grows by is the machine's memory. */
function bare(keys: number, load: Load): Contender {
  const subjects = new Map<string, Subject<Message>>();
  for (let n = 0; n < keys; n++) {
    const subject$ = new Subject<Message>();
    subject$.subscribe(take);
    subjects.set(`key-${n}`, subject$);
  }
  return feeding('bare', keys, load, (frame) => {
    const message = parse(frame);
    subjects.get(message.key)?.next(message);
  });
}

function routed(keys: number, load: Load): Contender {
  const source$ = new Subject<Message>();
  const router = routeBy(({ key }: Message) => key)(source$);
  for (let n = 0; n < keys; n++) router.select(`key-${n}`).subscribe(take);
  return feeding('routeBy', keys, load, (frame) => source$.next(parse(frame)));
}

function filtered(keys: number, load: Load): Contender {
  const source$ = new Subject<Message>();
  for (let n = 0; n < keys; n++) source$.pipe(filter(({ key }) => key === `key-${n}`)).subscribe(take);
  return feeding('filter', keys, load, (frame) => source$.next(parse(frame)));
}

/** rxjs's own multiplexing, over a socket that is not there. */
function multiplexed(keys: number, load: Load): Contender {
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
  return feeding('multiplex', keys, load, (data) => socket.onmessage?.({ data }));
}

function routes(content: Content, order: Order): void {
  const load: Load = [content, order];
  const names = ['bare', 'routeBy', 'filter', 'multiplex'] as const;
  const contenders = KEYS.flatMap((keys) => [bare, routed, filtered, multiplexed].map((make) => make(keys, load)));
  const costs = measure(contenders, {
    count: (name) => {
      const [contender = '', keys = ''] = name.split(' ');
      const loops = contender === 'filter' || contender === 'multiplex';
      return loops ? Math.max(100, Math.min(100_000, 1_000_000 / Number(keys))) : 100_000;
    },
  });
  printTable(`A ${content} frame parsed and brought to one of so many keys, keys ${order}`, [
    ['keys', 'Map + Subject', '', 'routeBy', '', 'filter a key', '', 'multiplex', ''],
    ...KEYS.map((keys) => [
      String(keys),
      ...names.flatMap((name) => [
        ns(costs.get(`${name} ${keys}`)),
        ratio(costs.get(`${name} ${keys}`), costs.get(`${name} 1`)),
      ]),
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

routes('trade', 'in turn');
routes('trade', 'at random');
routes('depth', 'in turn');
routes('depth', 'at random');
windows();
limits();
if (received === 0) throw new Error('nothing was received');
