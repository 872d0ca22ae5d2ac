import { describe, expect, it } from '@jest/globals';
import { defer, ignoreElements, type Observable, take, tap, VirtualTimeScheduler } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { AckMessage } from '../../src/protocol/incoming.ts';
import { anonymous } from '../../src/connection/completion.ts';
import type { RoundTrip } from '../../src/model/roundTrip.ts';
import { followTopics } from '../../src/subscription/followTopics.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { type Message, tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

const trades = (symbol: string) => tinyTopic({ channel: 'trades', symbol });
const book = (depth: number) => tinyTopic({ channel: 'book', symbol: 'A', depth });

/** Topics over a wire that writes down what it sends, and what each follower hears. */
function followed() {
  const scheduler = new VirtualTimeScheduler();
  const sent: string[] = [];
  const heard: string[] = [];
  let lastId = 0;
  let late = 0;
  let outstanding = 0;
  const trips: RoundTrip[] = [];
  const topics = followTopics({
    dialect: tinyDialect,
    sendInTurn: (make) =>
      defer(() => make() as Observable<Message>).pipe(
        take(1),
        tap(({ do: verb, id, channel, depth = '', symbols }) =>
          sent.push(`${verb === 'subscribe' ? '+' : '-'}${channel}${depth} ${symbols} #${id}`),
        ),
        ignoreElements(),
      ),
    nextId: () => ++lastId,
    completion: anonymous({ wall: () => scheduler.now() }),
    clock: clockOf(scheduler),
    onOutstanding: () => {
      outstanding++;
      return () => {
        outstanding--;
      };
    },
    onRoundTrip: (trip) => trips.push(trip),
    ackTimeout: 10,
    scheduler,
    onLate: () => {
      late++;
    },
  });
  const follow = (topic: ReturnType<typeof trades>, as = topic.item) =>
    topics.follow(topic).subscribe({
      next: (signal) =>
        heard.push(
          `${as} ${signal.kind === 'arrival' ? String(signal.payload) : signal.kind === 'ended' ? 'ended' : 'ack'}`,
        ),
      error: (error: unknown) => heard.push(`${as} ${isColdwireError(error) ? error.kind : String(error)}`),
    });
  const say = (route: string, payload: unknown): void =>
    topics.deliver({ kind: 'arrival', route, payload, receivedAt: 0 });
  const answer = (id: string | undefined, verb: NonNullable<AckMessage['verb']>, symbol = 'A'): void =>
    topics.settle({
      kind: 'ack',
      verb,
      item: symbol,
      echo: { channel: 'trades', symbol },
      ...(id === undefined ? {} : { id }),
    });
  const runTo = (frame: number): void => {
    scheduler.maxFrames = frame;
    scheduler.flush();
    scheduler.frame = frame;
  };
  const refuse = (id: string): void => topics.settle({ kind: 'refusal', id, reason: 'not now', permanent: false });
  const within = (frames: number, act: () => void): void => void scheduler.schedule(act, frames);
  return {
    topics,
    within,
    refuse,
    follow,
    say,
    answer,
    sent,
    heard,
    runTo,
    timers: () => scheduler.actions.length,
    late: () => late,
    trips,
    outstanding: () => outstanding,
  };
}

/** One topic, left while it was live and wanted back at once, when its end has not been asked for yet. */
function cameBack(as = 'A') {
  const made = followed();
  const first = made.follow(trades('A'), 'first');
  made.runTo(1);
  made.answer('1', 'subscribe');
  first.unsubscribe();
  return { ...made, again: made.follow(trades('A'), as) };
}

describe('followTopics', () => {
  it('asks on subscribe, brings what comes to its topic alone, and ends the topic on the wire', () => {
    const { topics, follow, say, answer, sent, heard, runTo } = followed();
    topics.follow(trades('C'));
    const a = follow(trades('A'));
    follow(trades('B'));
    runTo(0);
    say('trades:A', 1);
    answer('1', 'subscribe');
    say('trades:B', 2);
    say('trades:C', 3);
    a.unsubscribe();
    say('trades:A', 4);
    runTo(0);
    expect(sent).toEqual(['+trades A,B #1', '-trades A #2']);
    expect(heard).toEqual(['A 1', 'A ack', 'B 2']);
  });

  it('leaves the wire alone where nothing was asked, or the venue has already said no', () => {
    const { topics, follow, answer, sent, heard, runTo } = followed();
    follow(trades('A')).unsubscribe();
    runTo(0);
    expect(sent).toEqual([]);
    follow(trades('A'));
    runTo(0);
    topics.settle({ kind: 'refusal', verb: 'subscribe', id: '1', reason: 'no', permanent: true });
    follow(trades('B'));
    runTo(0);
    answer(undefined, 'unsubscribe', 'B');
    runTo(9);
    expect(heard).toEqual(['A subscription-rejected', 'B unsubscribed-by-venue']);
    expect(sent).toEqual(['+trades A #1', '+trades B #2']);
  });

  it('ends what nobody answered, for the venue may have heard', () => {
    const { follow, sent, heard, runTo } = followed();
    follow(trades('A'));
    runTo(10);
    expect(heard).toEqual(['A ack-timeout']);
    expect(sent).toEqual(['+trades A #1', '-trades A #2']);
  });

  it('times each acknowledgement from when its frame left', () => {
    const { follow, answer, runTo, trips } = followed();
    const [a, b] = [trades('A'), trades('B')];
    follow(a);
    follow(b);
    runTo(0);
    runTo(4);
    answer('1', 'subscribe');
    runTo(7);
    answer('1', 'subscribe', 'B');
    expect(trips).toEqual([
      { of: 'subscribe', ms: 4, subscription: a.subscription },
      { of: 'subscribe', ms: 7, subscription: b.subscription },
    ]);
  });

  it('counts a topic as outstanding from when it is asked for until it is ended on the wire, or never was there', () => {
    const { topics, follow, answer, runTo, outstanding } = followed();
    const counts: number[] = [];
    const count = (): unknown => counts.push(outstanding());
    const a = follow(trades('A'));
    count();
    runTo(0);
    count();
    answer('1', 'subscribe');
    a.unsubscribe();
    runTo(0);
    count();
    answer('2', 'unsubscribe');
    count();
    follow(trades('B'));
    runTo(0);
    count();
    topics.settle({ kind: 'refusal', verb: 'subscribe', id: '3', reason: 'no', permanent: true });
    count();
    const c = follow(trades('C'));
    runTo(0);
    topics.close();
    c.unsubscribe();
    count();
    expect(counts).toEqual([0, 1, 1, 0, 1, 0, 0]);
  });

  it('keeps what looks the same waiting until the venue has ended the other', () => {
    const { topics, follow, say, sent, heard, runTo } = followed();
    const ten = follow(book(10), 'ten');
    runTo(0);
    ten.unsubscribe();
    follow(book(25), 'twentyfive');
    runTo(0);
    say('book:A', 'of ten');
    expect(sent).toEqual(['+book10 A #1', '-book10 A #2']);
    topics.settle({ kind: 'ack', verb: 'unsubscribe', id: '2', item: 'A' });
    runTo(0);
    say('book:A', 'of twenty-five');
    expect(sent.slice(2)).toEqual(['+book25 A #3']);
    expect(heard).toEqual(['twentyfive of twenty-five']);
  });

  it('lets who waits leave, with nothing asked', () => {
    const { follow, answer, sent, runTo } = followed();
    const first = follow(trades('A'));
    runTo(0);
    first.unsubscribe();
    follow(trades('A')).unsubscribe();
    runTo(0);
    answer('2', 'unsubscribe');
    runTo(9);
    expect(sent).toEqual(['+trades A #1', '-trades A #2']);
  });

  it('goes on where the end is refused', () => {
    const { topics, follow, sent, runTo } = followed();
    follow(trades('A')).unsubscribe();
    const one = follow(trades('A'));
    runTo(0);
    one.unsubscribe();
    runTo(0);
    topics.settle({ kind: 'refusal', verb: 'unsubscribe', id: '2', reason: 'no', permanent: false });
    follow(trades('A'));
    runTo(1);
    expect(sent).toEqual(['+trades A #1', '-trades A #2', '+trades A #3']);
  });

  it('asks again for an end that is not answered, and follows nothing of the route before', () => {
    const { follow, answer, sent, runTo } = followed();
    const one = follow(trades('A'));
    runTo(0);
    one.unsubscribe();
    runTo(0);
    follow({ ...trades('A'), key: 'lookalike' });
    runTo(25);
    const asked = sent.length;
    expect(sent.slice(0, 3)).toEqual(['+trades A #1', '-trades A #2', '-trades A #3']);
    answer(String(asked), 'unsubscribe');
    runTo(26);
    expect(sent.slice(asked)).toEqual([`+trades A #${asked + 1}`]);
  });

  it('says that an end of before was confirmed late, to who came back meanwhile and waits for its own word', () => {
    const { say, answer, sent, heard, runTo, late } = cameBack('second');
    runTo(12);
    expect(sent).toEqual(['+trades A #1', '-trades A #2', '+trades A #3']);
    say('trades:A', 'of before');
    answer('2', 'unsubscribe');
    say('trades:A', 'new');
    answer('3', 'subscribe');
    answer('2', 'unsubscribe');
    expect(heard.filter((word) => word.startsWith('second'))).toEqual([
      'second of before',
      'second ended',
      'second new',
      'second ack',
    ]);
    expect(late()).toBe(2);
  });

  it('ends a topic again whose end was not confirmed, where who came back leaves before it is asked for', () => {
    const { follow, answer, sent, runTo, within, again } = cameBack();
    // As soon as the end is overdue, before anything leaves.
    within(0, () => within(10, () => again.unsubscribe()));
    runTo(12);
    expect(sent).toEqual(['+trades A #1', '-trades A #2', '-trades A #3']);
    follow(trades('A'));
    answer('3', 'unsubscribe');
    runTo(14);
    expect(sent.slice(3)).toEqual(['+trades A #4']);
  });

  it.each(['acknowledged', 'refused'])(
    'ends it no more once that is %s, however often it is refused itself',
    (word) => {
      const { follow, answer, refuse, sent, runTo } = cameBack();
      runTo(12);
      for (const [id, end] of [
        ['3', '4'],
        ['5', undefined],
        ['6', undefined],
      ] as const) {
        refuse(id);
        runTo(13 + Number(id));
        if (end !== undefined && word === 'refused') refuse(end);
        else if (end !== undefined) answer(end, 'unsubscribe');
        follow(trades('A'));
        runTo(13.5 + Number(id));
      }
      expect(sent.slice(2)).toEqual(['+trades A #3', '-trades A #4', '+trades A #5', '+trades A #6', '+trades A #7']);
    },
  );

  it('tells of a late end, named by its request alone, to the topic whose end that was', () => {
    const { topics, follow, answer, heard, runTo } = followed();
    for (const symbol of ['A', 'B']) {
      const first = follow(trades(symbol));
      runTo(symbol === 'A' ? 1 : 3);
      answer(symbol === 'A' ? '1' : '3', 'subscribe', symbol);
      first.unsubscribe();
      runTo(symbol === 'A' ? 2 : 4);
    }
    for (const symbol of ['A', 'B']) follow(trades(symbol));
    runTo(16);
    heard.length = 0;
    topics.settle({ kind: 'ack', id: '2' });
    expect(heard).toEqual(['A ended']);
  });

  it('ends a topic again whose end was not confirmed, where it is refused meanwhile', () => {
    const { refuse, sent, heard, runTo } = cameBack();
    runTo(12);
    refuse('3');
    runTo(14);
    expect(sent).toEqual(['+trades A #1', '-trades A #2', '+trades A #3', '-trades A #4']);
    expect(heard.at(-1)).toBe('A subscription-rejected');
  });

  it('doubts no end any more once the topic has begun anew, or the late word has come', () => {
    const { follow, answer, refuse, sent, runTo, again } = cameBack();
    runTo(12);
    answer('3', 'subscribe');
    again.unsubscribe();
    runTo(13);
    answer('4', 'unsubscribe');
    // Who leaves at once has nothing to end.
    follow(trades('A')).unsubscribe();
    runTo(14);
    const other = follow(trades('B'));
    runTo(15);
    answer('5', 'subscribe', 'B');
    other.unsubscribe();
    follow(trades('B'));
    runTo(26);
    answer('6', 'unsubscribe', 'B');
    // What is refused now is not there.
    refuse('7');
    runTo(28);
    expect(sent).toEqual([
      '+trades A #1',
      '-trades A #2',
      '+trades A #3',
      '-trades A #4',
      '+trades B #5',
      '-trades B #6',
      '+trades B #7',
    ]);
  });

  it('says so to the topic alone that the late word names', () => {
    const { follow, answer, heard, runTo } = followed();
    const first = [follow(trades('A')), follow(trades('B'))];
    runTo(1);
    for (const symbol of ['A', 'B']) answer('1', 'subscribe', symbol);
    for (const one of first) one.unsubscribe();
    follow(trades('A'));
    follow(trades('B'));
    runTo(12);
    heard.length = 0;
    answer('2', 'unsubscribe', 'B');
    expect(heard).toEqual(['B ended']);
  });

  it('takes an end that answers no request of its own for the doing of the venue, once', () => {
    const { follow, answer, heard, late, runTo } = followed();
    follow(trades('A'));
    follow(trades('B'));
    runTo(0);
    answer('1', 'unsubscribe', 'A');
    answer('1', 'unsubscribe', 'A');
    answer('77', 'unsubscribe', 'B');
    expect(heard).toEqual(['A unsubscribed-by-venue', 'B unsubscribed-by-venue']);
    expect(late()).toBe(1);
  });

  it('counts answers that nobody waits for', () => {
    const { topics, follow, answer, late, runTo } = followed();
    follow(trades('A'));
    runTo(0);
    answer('1', 'subscribe');
    answer('1', 'subscribe');
    answer('9', 'subscribe', 'Z');
    topics.settle({ kind: 'refusal', verb: 'unsubscribe', reason: 'no', permanent: true });
    topics.settle({ kind: 'ack', verb: 'unsubscribe' });
    topics.settle({ kind: 'ack', verb: 'unsubscribe', echo: { channel: 'candles', symbol: 'A' } });
    topics.settle({ kind: 'ack', verb: 'unsubscribe', echo: { channel: 'trades', symbol: '?' } });
    expect(late()).toBe(6);
  });

  it('tells how many asks are unanswered, ends counted', () => {
    const { topics, follow, answer, runTo } = followed();
    const a = follow(trades('A'));
    expect(topics.pending()).toBe(1);
    runTo(0);
    answer('1', 'subscribe');
    expect(topics.pending()).toBe(0);
    a.unsubscribe();
    expect(topics.pending()).toBe(1);
  });

  it('does nothing any more once closed', () => {
    const { topics, follow, answer, sent, heard, runTo, timers } = followed();
    const a = follow(trades('A'));
    runTo(0);
    topics.close();
    answer('1', 'subscribe');
    a.unsubscribe();
    follow(trades('B'));
    expect([topics.pending(), timers()]).toEqual([0, 0]);
    runTo(99);
    expect([sent, heard]).toEqual([['+trades A #1'], []]);
  });
});
