import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defer, ignoreElements, type Observable, type Subscription, take, tap, VirtualTimeScheduler } from 'rxjs';
import { anonymous } from '../../src/connection/completion.ts';
import { followTopics } from '../../src/subscription/followTopics.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { type Message, tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

/** What may happen to the topics of a connection. */
type Event =
  | { readonly kind: 'toggle' | 'expel'; readonly symbol: string }
  | { readonly kind: 'answer' | 'lose'; readonly which: number }
  | { readonly kind: 'wait'; readonly for: number };

const SYMBOLS = ['A', 'B', 'C'];
const ACK_TIMEOUT = 10;

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('toggle'), symbol: fc.constantFrom(...SYMBOLS) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer'), which: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose'), which: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expel'), symbol: fc.constantFrom(...SYMBOLS) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait'), for: fc.nat({ max: 6 }) }) },
) as fc.Arbitrary<Event>;

/** A venue that does what it is asked at once, and says so when it is told to. */
function naiveVenue() {
  const served = new Set<string>();
  const answers: Message[] = [];
  return {
    served,
    answers,
    hear(message: Message): void {
      const { do: verb, symbols } = message as { readonly do: string; readonly symbols: readonly string[] };
      for (const symbol of symbols) {
        if (verb === 'subscribe') served.add(symbol);
        else served.delete(symbol);
      }
      answers.push(message);
    },
  };
}

/** One who wants topics of a connection, and asks again for what broke, as long as he wants it. */
function story(events: readonly Event[]) {
  const scheduler = new VirtualTimeScheduler();
  const venue = naiveVenue();
  const faults: string[] = [];
  const wanted = new Map<string, Subscription>();
  const live = new Set<string>();
  let lastId = 0;
  const topics = followTopics({
    dialect: tinyDialect,
    sendInTurn: (make) =>
      defer(() => make() as Observable<Message>).pipe(
        take(1),
        tap((message) => venue.hear(message)),
        ignoreElements(),
      ),
    nextId: () => ++lastId,
    completion: anonymous({ wall: () => scheduler.now() }),
    clock: clockOf(scheduler),
    onOutstanding: () => () => {},
    onRoundTrip: () => {},
    ackTimeout: ACK_TIMEOUT,
    scheduler,
    onLate: () => {},
  });
  const pass = (frames: number): void => {
    scheduler.maxFrames = scheduler.frame + frames;
    scheduler.flush();
    scheduler.frame = scheduler.maxFrames;
  };
  const begin = (symbol: string): void => {
    const following = topics.follow(tinyTopic({ channel: 'trades', symbol })).subscribe({
      next: ({ kind }) => {
        if (kind === 'ended' && live.has(symbol)) faults.push(`${symbol} is told late of an end of before`);
        if (kind !== 'acknowledged') return;
        if (live.has(symbol)) faults.push(`${symbol} acknowledged twice`);
        if (wanted.get(symbol) !== following) faults.push(`${symbol} heard by who has left`);
        live.add(symbol);
      },
      error: () => {
        live.delete(symbol);
        scheduler.schedule(() => wanted.get(symbol) === following && begin(symbol), 1);
      },
    });
    wanted.set(symbol, following);
  };
  const tell = (which: number): void => {
    const [message] = venue.answers.splice(which % venue.answers.length, 1);
    if (message === undefined) return;
    const { do: verb, id } = message as { readonly do: 'subscribe' | 'unsubscribe'; readonly id: unknown };
    topics.settle({ kind: 'ack', verb, id: String(id) });
  };
  const happen = (one: Event): void => {
    switch (one.kind) {
      case 'toggle':
        if (!wanted.has(one.symbol)) return begin(one.symbol);
        live.delete(one.symbol);
        wanted.get(one.symbol)?.unsubscribe();
        return void wanted.delete(one.symbol);
      case 'answer':
        return tell(one.which);
      case 'lose':
        return void venue.answers.splice(one.which, 1);
      case 'expel':
        if (!venue.served.delete(one.symbol)) return;
        return topics.settle({
          kind: 'ack',
          verb: 'unsubscribe',
          item: one.symbol,
          echo: { channel: 'trades', symbol: one.symbol },
        });
      case 'wait':
        return pass(one.for);
    }
  };
  for (const one of events) happen(one);
  // From now on every request is answered at once: it must come to rest.
  for (let round = 0; round < 8 * ACK_TIMEOUT; round++) {
    while (venue.answers.length > 0) tell(0);
    pass(1);
  }
  return {
    faults,
    wanted: [...wanted.keys()].sort(),
    live: [...live].sort(),
    served: [...venue.served].sort(),
    topics,
  };
}

describe('followTopics, beside a naive venue', () => {
  it('comes to rest with what is wanted, what is acknowledged and what is served the same', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
        const { faults, wanted, live, served, topics } = story(events);
        expect(faults).toEqual([]);
        expect({ live, served }).toEqual({ live: wanted, served: wanted });
        expect(topics.pending()).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
