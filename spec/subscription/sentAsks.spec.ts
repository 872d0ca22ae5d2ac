import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import type { AskFrame, Asked, Verb } from '../../src/subscription/askFrames.ts';
import { sentAsks } from '../../src/subscription/sentAsks.ts';
import { tinyTopic } from '../helpers/tinyDialect.ts';

const frame = (verb: Verb, ...symbols: string[]): AskFrame<Asked> => ({
  verb,
  asks: new Map(symbols.map((symbol) => [symbol, { verb, topic: tinyTopic({ channel: 'trades', symbol }) }])),
});

describe('sentAsks', () => {
  const kept = () => {
    const scheduler = new VirtualTimeScheduler();
    const sent = sentAsks<Asked>(10, scheduler);
    const overdue: string[] = [];
    const add = (id: string, one: AskFrame<Asked>): void =>
      sent.add(id, one, ({ topic }) => overdue.push(`${topic.item} at ${scheduler.now()}`));
    const take = (id: string, verb: Verb, item?: string): string[] =>
      sent.take({ id, verb, item }).map(({ topic }) => topic.item);
    return { scheduler, sent, overdue, add, take };
  };

  it('gives the ask of an item, then those that are left, then none', () => {
    const { add, take, sent } = kept();
    add('1', frame('subscribe', 'A', 'B', 'C'));
    expect(take('1', 'subscribe', 'B')).toEqual(['B']);
    expect(take('1', 'subscribe', 'B')).toEqual([]);
    expect(sent.size()).toBe(2);
    expect(take('1', 'subscribe')).toEqual(['A', 'C']);
    expect(take('1', 'subscribe')).toEqual([]);
    expect(sent.size()).toBe(0);
  });

  it('gives nothing for another id or the other verb', () => {
    const { add, take, sent } = kept();
    add('1', frame('subscribe', 'A'));
    add('2', frame('unsubscribe', 'A'));
    expect([take('3', 'subscribe'), take('1', 'unsubscribe'), take('2', 'subscribe', 'A')]).toEqual([[], [], []]);
    expect(sent.size()).toBe(2);
  });

  it('hands on what of a frame is left after the timeout, and that alone', () => {
    const { add, take, overdue, scheduler, sent } = kept();
    add('1', frame('subscribe', 'A', 'B'));
    take('1', 'subscribe', 'A');
    scheduler.flush();
    expect([overdue, sent.size()]).toEqual([['B at 10'], 0]);
  });

  it('holds no timer for what is settled, nor once closed', () => {
    const { add, take, scheduler, sent } = kept();
    add('1', frame('subscribe', 'A'));
    take('1', 'subscribe', 'A');
    expect(scheduler.actions).toEqual([]);
    add('2', frame('subscribe', 'B'));
    sent.close();
    expect([scheduler.actions, sent.size()]).toEqual([[], 0]);
  });
});
