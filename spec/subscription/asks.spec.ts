import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import { type Asks, createAsks } from '../../src/subscription/asks.ts';

const topic = (item: string, batch = 'book:10'): Topic => ({
  key: `${batch}:${item}`,
  route: item,
  item,
  batch,
  subscription: { channel: 'book', symbol: item },
});

/** Asks over a wire that writes down what it sends. */
function desk({ most = 100, send }: { most?: number; send?: () => void } = {}) {
  const scheduler = new VirtualTimeScheduler();
  const sent: string[] = [];
  const heard: string[] = [];
  const asks: Asks = createAsks({
    subscribing: {
      batch: most,
      subscribe: (topics, id) => `+${topics.map(({ item }) => item)}#${id}`,
      unsubscribe: (topics, id) => `-${topics.map(({ item }) => item)}#${id}`,
    },
    send: (message) => {
      send?.();
      sent.push(String(message));
    },
    ackTimeout: 1_000,
    scheduler,
  });
  const ask = (item: string, verb: 'subscribe' | 'unsubscribe' = 'subscribe', batch?: string) =>
    asks.ask(verb, topic(item, batch)).subscribe({
      next: (step) => heard.push(`${item} ${step}`),
      error: (error: unknown) => heard.push(`${item} ${isColdwireError(error) ? error.kind : error}`),
      complete: () => heard.push(`${item} done`),
    });
  const runTo = (frame: number): void => {
    scheduler.maxFrames = frame;
    scheduler.flush();
  };
  return { asks, ask, sent, heard, runTo };
}

const ack = (id: string, item?: string) =>
  ({ kind: 'ack', verb: 'subscribe', id, ...(item === undefined ? {} : { item }) }) as const;
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
    expect(asks.settle(refusal('1'))).toBe(true);
    expect(heard.slice(2)).toEqual(['A subscription-rejected', 'C subscription-rejected']);
    expect(asks.pending()).toBe(0);
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

  it('takes back an ask that has not left', () => {
    const { ask, sent, runTo, asks } = desk();
    ask('A').unsubscribe();
    ask('B');
    runTo(0);
    expect(sent).toEqual(['+B#1']);
    expect(asks.pending()).toBe(1);
  });

  it('tells every topic of a frame that could not be sent', () => {
    const { ask, heard, runTo } = desk({
      send: () => {
        throw new Error('closed');
      },
    });
    ask('A');
    ask('B');
    runTo(0);
    expect(heard).toEqual(['A Error: closed', 'B Error: closed']);
  });

  it('is silent and holds no timer once closed', () => {
    const { asks, ask, heard, sent, runTo } = desk();
    ask('A');
    runTo(0);
    ask('B');
    heard.length = 0;
    asks.close();
    runTo(5_000);
    expect(heard).toEqual([]);
    expect(sent).toEqual(['+A#1']);
    expect(asks.pending()).toBe(0);
  });
});
