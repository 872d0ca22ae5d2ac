import { describe, expect, it } from '@jest/globals';
import {
  ignoreElements,
  type Observable,
  of,
  queueScheduler,
  type SchedulerLike,
  Subject,
  switchMap,
  take,
  tap,
  VirtualTimeScheduler,
} from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { AckRule } from '../../src/protocol/subscribing.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import { anonymous } from '../../src/connection/completion.ts';
import { type Asks, createAsks } from '../../src/subscription/asks.ts';

const topic = (item: string, batch = 'book:10'): Topic => ({
  key: `${batch}:${item}`,
  route: item,
  item,
  batch,
  subscription: { channel: 'book', symbol: item },
});

/** What a desk does beside the ordinary. */
interface Ways {
  readonly most?: number;
  readonly rule?: AckRule;
  /** Called as each frame leaves. */
  readonly leaves?: (asks: Asks, frame: string) => void;
  readonly scheduler?: SchedulerLike;
  /** Lets each frame wait for its turn. */
  readonly turn$?: Observable<unknown>;
}

/** Asks over a wire that writes down what it sends. */
function desk({ most = 100, rule = 'id', leaves = () => {}, scheduler, turn$ = of(0) }: Ways = {}) {
  const virtual = new VirtualTimeScheduler();
  const sent: string[] = [];
  const heard: string[] = [];
  const lanes = new Set<string>();
  let lastId = 0;
  const asks: Asks = createAsks({
    subscribing: {
      ack: rule,
      batch: most,
      subscribe: (topics, { id }) => `+${topics.map(({ item }) => item)}#${id}`,
      unsubscribe: (topics, { id }) => `-${topics.map(({ item }) => item)}#${id}`,
    },
    sendInTurn: (make, { lane }) =>
      turn$.pipe(
        take(1),
        switchMap(() => make() as Observable<unknown>),
        take(1),
        tap((made) => {
          const message = String(made);
          sent.push(message);
          lanes.add(lane);
          leaves(asks, message);
        }),
        ignoreElements(),
      ),
    nextId: () => ++lastId,
    completion: anonymous({ wall: () => virtual.now() }),
    bytesOf: (message) => String(message).length,
    ackTimeout: 1_000,
    scheduler: scheduler ?? virtual,
  });
  const ask = (item: string, verb: 'subscribe' | 'unsubscribe' = 'subscribe', batch?: string) =>
    asks.ask(verb, topic(item, batch)).subscribe({
      next: (step) => heard.push(`${item} ${step}`),
      error: (error: unknown) => heard.push(`${item} ${wordsOf(error)}`),
      complete: () => heard.push(`${item} done`),
    });
  const runTo = (frame: number): void => {
    virtual.maxFrames = frame;
    virtual.flush();
    virtual.frame = frame;
  };
  return { asks, ask, sent, heard, lanes, runTo, timers: () => virtual.actions.length };
}

function wordsOf(error: unknown): string {
  if (isColdwireError(error, 'subscription-rejected')) return error.context.permanent ? 'refused' : 'refused for now';
  return isColdwireError(error) ? error.kind : String(error);
}

const ack = (id: string, item?: string) =>
  ({ kind: 'ack', verb: 'subscribe', id, ...(item === undefined ? {} : { item }) }) as const;
const parted = (id: string, item: string) => ({ kind: 'ack', verb: 'unsubscribe', id, item }) as const;
const refusal = (id: string, item?: string) =>
  ({ ...ack(id, item), kind: 'refusal', reason: 'no', permanent: true }) as const;

describe('createAsks', () => {
  it('sends what is asked for at one instant in one frame a batch', () => {
    const { ask, sent, runTo } = desk();
    ask('A');
    ask('B');
    ask('C', 'subscribe', 'trade');
    ask('D', 'unsubscribe');
    expect(sent).toEqual([]);
    runTo(0);
    expect(sent).toEqual(['+A,B#1', '+C#2', '-D#3']);
  });

  it('never fills a frame past what the venue takes', () => {
    const { ask, sent, runTo } = desk({ most: 2 });
    for (const item of ['A', 'B', 'C', 'D', 'E']) ask(item);
    runTo(0);
    expect(sent).toEqual(['+A,B#1', '+C,D#2', '+E#3']);
  });

  it('settles one topic by an answer that names it and all that are left by one that does not', () => {
    const { asks, ask, heard, runTo } = desk();
    for (const item of ['A', 'B', 'C']) ask(item);
    runTo(0);
    heard.length = 0;
    expect(asks.settle(ack('1', 'B'))).toBe(true);
    expect(heard).toEqual(['B acknowledged', 'B done']);
    expect(asks.settle(ack('1'))).toBe(true);
    expect(heard.slice(2)).toEqual(['A acknowledged', 'A done', 'C acknowledged', 'C done']);
    expect(asks.pending()).toBe(0);
  });

  it('takes the refusal of one topic at its word', () => {
    const { asks, ask, heard, runTo } = desk();
    for (const item of ['A', 'B']) ask(item);
    runTo(0);
    heard.length = 0;
    asks.settle(refusal('1', 'A'));
    asks.settle(refusal('1'));
    expect(heard).toEqual(['A refused', 'B refused']);
  });

  it('lets a refusal of several together be final for none, and asks for them one by one from then on', () => {
    const { asks, ask, sent, heard, runTo } = desk();
    for (const item of ['A', 'B']) ask(item);
    runTo(0);
    heard.length = 0;
    asks.settle(refusal('1'));
    expect(heard).toEqual(['A refused for now', 'B refused for now']);
    for (const item of ['A', 'B', 'C', 'D']) ask(item);
    runTo(0);
    expect(sent.slice(1)).toEqual(['+A#2', '+B#3', '+C,D#4']);
    heard.length = 0;
    asks.settle(refusal('2'));
    asks.settle(ack('3'));
    expect(heard).toEqual(['A refused', 'B acknowledged', 'B done']);
    ask('A');
    ask('B');
    ask('E');
    runTo(0);
    expect(sent.slice(4)).toEqual(['+A#5', '+B,E#6']);
  });

  it('is not settled by an answer of the other verb', () => {
    const { asks, ask, heard, runTo } = desk();
    ask('A');
    runTo(0);
    expect(asks.settle(parted('1', 'A'))).toBe(false);
    expect(heard).toEqual(['A sent']);
    expect(asks.pending()).toBe(1);
  });

  it('knows the answers to its requests to unsubscribe, settled or late, from what the venue does by itself', () => {
    const { asks, ask, runTo } = desk();
    ask('A');
    ask('B', 'unsubscribe');
    runTo(0);
    asks.settle(parted('2', 'B'));
    expect(asks.partedBy(parted('2', 'B'))).toEqual(['B']);
    expect(asks.partedBy({ kind: 'ack', id: '2' })).toEqual(['B']);
    expect(asks.partedBy(parted('1', 'A'))).toBeUndefined();
    expect(asks.partedBy({ kind: 'ack', verb: 'unsubscribe' })).toBeUndefined();
  });

  it("takes an end without id for the venue's own act once a later ask for the topic was answered", () => {
    const { asks, ask, runTo } = desk({ rule: 'echo' });
    const end = (item: string) => ({ kind: 'ack', verb: 'unsubscribe', item }) as const;
    ask('A', 'unsubscribe');
    ask('B', 'unsubscribe');
    runTo(1_001);
    ask('A');
    runTo(1_002);
    expect(asks.settle(ack('2', 'A'))).toBe(true);
    expect([asks.partedBy(end('A')), asks.partedBy(end('B'))]).toEqual([undefined, ['B']]);
  });

  it('remembers a thousand of them and no more', () => {
    const { asks, ask, runTo } = desk({ most: 1 });
    for (let count = 0; count < 1_001; count++) ask(String(count), 'unsubscribe');
    runTo(0);
    expect([1, 2, 1_001].map((id) => asks.partedBy(parted(String(id), '')))).toEqual([undefined, [''], ['']]);
  });

  it('hears an answer that comes while the frame leaves', () => {
    const { ask, heard, runTo } = desk({ leaves: (asks) => asks.settle(ack('1', 'A')) });
    ask('A');
    runTo(0);
    expect(heard).toEqual(['A sent', 'A acknowledged', 'A done']);
  });

  it('works on a scheduler that takes its turn at once', () => {
    const { ask, sent, heard } = desk({ scheduler: queueScheduler, leaves: (asks) => asks.close() });
    ask('A');
    ask('B');
    expect(sent).toEqual(['+A#1']);
    expect(heard).toEqual(['A sent']);
  });

  it('calls an answer late when nobody waits for it: unknown, repeated, or past its time', () => {
    const { asks, ask, heard, runTo } = desk();
    ask('A');
    runTo(0);
    expect(asks.settle(ack('7', 'A'))).toBe(false);
    expect(asks.settle(ack('1', 'Z'))).toBe(false);
    expect(asks.settle(ack('1', 'A'))).toBe(true);
    expect(asks.settle(ack('1', 'A'))).toBe(false);
    ask('B');
    runTo(1_000);
    expect(heard.at(-1)).toBe('B ack-timeout');
    expect(asks.settle(ack('2', 'B'))).toBe(false);
  });

  it('is answered by an id alone, whichever verb it was of', () => {
    const { asks, ask, heard, runTo } = desk();
    ask('A');
    ask('B', 'unsubscribe');
    runTo(0);
    expect(asks.settle({ kind: 'ack', id: '2' })).toBe(true);
    expect(asks.settle({ kind: 'ack', id: '1' })).toBe(true);
    expect(heard.filter((word) => word.endsWith('acknowledged'))).toEqual(['B acknowledged', 'A acknowledged']);
  });

  it('calls no list of what is subscribed late, and takes it for an answer to what it shows', () => {
    const { asks, ask, heard, runTo } = desk();
    expect(asks.settle({ kind: 'ack', items: [] })).toBe(true);
    ask('A');
    ask('B');
    runTo(0);
    expect(asks.settle({ kind: 'ack', items: ['B'] })).toBe(true);
    expect(heard).toEqual(['A sent', 'B sent', 'B acknowledged', 'B done']);
  });

  it('sends nothing where an open connection brings it all', () => {
    const { ask, sent, heard, runTo, asks } = desk({ rule: 'open' });
    ask('A');
    ask('A', 'unsubscribe');
    runTo(0);
    expect(sent).toEqual([]);
    expect(heard).toEqual(['A sent', 'A acknowledged', 'A done', 'A sent', 'A acknowledged', 'A done']);
    expect(asks.pending()).toBe(0);
  });

  it('takes back an ask that has not left', () => {
    const { ask, sent, runTo, asks } = desk();
    ask('A').unsubscribe();
    ask('B');
    runTo(0);
    expect(sent).toEqual(['+B#1']);
    expect(asks.pending()).toBe(1);
  });

  it('tells every topic of a frame that could not be sent', () => {
    const { ask, asks, heard, runTo, timers } = desk({
      leaves: () => {
        throw new Error('closed');
      },
    });
    ask('A');
    ask('B');
    runTo(0);
    expect(heard).toEqual(['A sent', 'B sent', 'A Error: closed', 'B Error: closed']);
    expect([asks.pending(), timers()]).toEqual([0, 0]);
  });

  it('has its time for an answer from when it left, not from when it was asked', () => {
    const turn$ = new Subject<void>();
    const { asks, ask, sent, heard, lanes, runTo, timers } = desk({ turn$, most: 2 });
    ask('A');
    ask('B').unsubscribe();
    runTo(5_000);
    ask('C');
    ask('D', 'unsubscribe');
    ask('E');
    runTo(5_000);
    expect([sent, heard, asks.pending(), timers()]).toEqual([[], [], 4, 0]);
    turn$.next();
    expect([sent, heard, asks.pending()]).toEqual([['+A,C#1'], ['A sent', 'C sent'], 4]);
    turn$.next();
    turn$.next();
    expect([sent.slice(1), [...lanes], turn$.observed]).toEqual([['-D#2', '+E#3'], ['subscribe'], false]);
    runTo(5_999);
    expect(heard.slice(4)).toEqual([]);
    runTo(6_000);
    expect(heard.slice(4)).toEqual(['A ack-timeout', 'C ack-timeout', 'D ack-timeout', 'E ack-timeout']);
  });

  it('waits in silence when its turn never comes because the connection is lost', () => {
    const turn$ = new Subject<void>();
    const { asks, ask, heard, runTo, timers } = desk({ turn$ });
    ask('A');
    runTo(0);
    turn$.error(new Error('lost'));
    ask('B');
    runTo(5_000);
    asks.close();
    expect([heard, timers()]).toEqual([[], 0]);
  });

  it('is silent, sends nothing and holds no timer once closed', () => {
    const { asks, ask, heard, sent, runTo, timers } = desk();
    ask('A');
    runTo(0);
    ask('B');
    ask('C').unsubscribe();
    heard.length = 0;
    asks.close();
    ask('D');
    expect([asks.pending(), timers()]).toEqual([0, 0]);
    runTo(5_000);
    expect(heard).toEqual([]);
    expect(sent).toEqual(['+A#1']);
  });

  it('sends no more of what was asked together once closed in between', () => {
    const { ask, sent, runTo } = desk({ most: 1, leaves: (asks) => asks.close() });
    ask('A');
    ask('B');
    runTo(0);
    expect(sent).toEqual(['+A#1']);
  });
});
