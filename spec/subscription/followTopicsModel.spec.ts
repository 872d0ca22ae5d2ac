import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defer, ignoreElements, type Observable, type Subscription as Following, take, tap } from 'rxjs';
import { anonymous } from '../../src/connection/completion.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { type VirtualTime, virtualTime } from '../../src/simulation/virtualTime.ts';
import { type FollowedTopics, followTopics } from '../../src/subscription/followTopics.ts';
import { type Message, tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

const SYMBOLS = ['A', 'B', 'C'];
const ACK_TIMEOUT = 10;

interface Asked {
  readonly do: 'subscribe' | 'unsubscribe';
  readonly id: number;
  readonly symbols: readonly string[];
}

/** A venue that does what it is asked at once, or refuses it, and says so when it is told to; or that hears nothing. */
interface Venue {
  readonly served: Set<string>;
  /** What it has not yet said. */
  readonly answers: { readonly kind: 'ack' | 'refusal'; readonly asked: Asked }[];
  /** Topics that it was asked to end and did not hear of. */
  readonly missed: Set<string>;
  mood: 'grants' | 'refuses' | 'is deaf';
}

/** All that is to be remembered of who wants topics: which. */
interface Model {
  readonly wanted: Set<string>;
}

/** One who wants topics of a connection, and asks again for what broke, as long as he wants it. */
interface Real {
  readonly time: VirtualTime;
  readonly venue: Venue;
  readonly topics: FollowedTopics;
  readonly following: Map<string, Following>;
  readonly live: Set<string>;
  /** Who hears of a piece of news. */
  readonly hearers: string[];
  /** What must not be. */
  readonly faults: string[];
}

type Command = fc.Command<Model, Real>;

function hear({ venue, faults }: Pick<Real, 'venue' | 'faults'>, asked: Asked): void {
  if (venue.mood === 'is deaf') {
    if (asked.do === 'unsubscribe') for (const symbol of asked.symbols) venue.missed.add(symbol);
    return;
  }
  if (asked.do === 'subscribe' && venue.mood === 'refuses') return void venue.answers.push({ kind: 'refusal', asked });
  for (const symbol of asked.symbols) {
    if (asked.do === 'unsubscribe') {
      venue.served.delete(symbol);
      venue.missed.delete(symbol);
    } else if (venue.served.has(symbol) && !venue.missed.delete(symbol)) faults.push(`${symbol} asked for twice`);
    else venue.served.add(symbol);
  }
  venue.answers.push({ kind: 'ack', asked });
}

function real(): Real {
  const time = virtualTime();
  const faults: string[] = [];
  const venue: Venue = { served: new Set(), answers: [], missed: new Set(), mood: 'grants' };
  let lastId = 0;
  const topics = followTopics({
    dialect: tinyDialect,
    sendInTurn: (make) =>
      defer(() => make() as Observable<Message>).pipe(
        take(1),
        tap((message) => hear({ venue, faults }, message as unknown as Asked)),
        ignoreElements(),
      ),
    nextId: () => ++lastId,
    completion: anonymous({ wall: () => time.now() }),
    clock: time.clock,
    onOutstanding: () => () => {},
    onRoundTrip: () => {},
    ackTimeout: ACK_TIMEOUT,
    scheduler: time,
    onLate: () => {},
  });
  return { time, venue, topics, following: new Map(), live: new Set(), hearers: [], faults };
}

function begin(own: Real, symbol: string): void {
  const { topics, time, following, live, hearers, faults } = own;
  const subscription = topics.follow(tinyTopic({ channel: 'trades', symbol })).subscribe({
    next: ({ kind }) => {
      if (following.get(symbol) !== subscription) faults.push(`${symbol} heard by who has left`);
      if (kind === 'arrival') return void hearers.push(symbol);
      if (live.has(symbol)) faults.push(`${symbol} ${kind} once acknowledged`);
      if (kind === 'ended') return;
      live.add(symbol);
    },
    error: () => {
      live.delete(symbol);
      time.schedule(() => following.get(symbol) === subscription && begin(own, symbol), 1);
    },
  });
  following.set(symbol, subscription);
}

const echoOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });

function answer({ venue, topics }: Real, which: number): void {
  const [said] = venue.answers.splice(which % venue.answers.length, 1);
  if (said === undefined) return;
  const { do: verb, id, symbols } = said.asked;
  if (said.kind === 'ack')
    for (const item of symbols) topics.settle({ kind: 'ack', verb, id: String(id), item, echo: echoOf(item) });
  else topics.settle({ kind: 'refusal', verb, id: String(id), reason: 'not now', permanent: false });
}

/** A command, after which nothing must be that must not. */
const command = (name: string, run: (own: Real, model: Model) => void): Command => ({
  check: () => true,
  run: (model, own) => {
    run(own, model);
    expect(own.faults).toEqual([]);
    expect([...own.following.keys()].sort()).toEqual([...model.wanted].sort());
    expect([...own.live].filter((symbol) => !model.wanted.has(symbol))).toEqual([]);
  },
  toString: () => name,
});

const symbol = fc.constantFrom(...SYMBOLS);
const wanting = symbol.map((wanted) =>
  command(`want or leave ${wanted}`, (own, model) => {
    if (model.wanted.delete(wanted)) {
      own.live.delete(wanted);
      own.following.get(wanted)?.unsubscribe();
      own.following.delete(wanted);
    } else {
      model.wanted.add(wanted);
      begin(own, wanted);
    }
  }),
);
const answering = fc.nat({ max: 3 }).map((which) => command(`answer ${which}`, (own) => answer(own, which)));
const losing = fc.nat({ max: 3 }).map((which) =>
  command(`lose ${which}`, ({ venue }) => {
    venue.answers.splice(which, 1);
  }),
);
const changing = fc.constantFrom<Venue['mood']>('grants', 'grants', 'refuses', 'is deaf').map((mood) =>
  command(`the venue ${mood}`, ({ venue }) => {
    venue.mood = mood;
  }),
);
const expelling = symbol.map((expelled) =>
  command(`expel ${expelled}`, ({ venue, topics }) => {
    if (!venue.served.delete(expelled)) return;
    topics.settle({ kind: 'ack', verb: 'unsubscribe', item: expelled, echo: echoOf(expelled) });
  }),
);
const telling = symbol.map((about) =>
  command(`tell of ${about}`, ({ topics, hearers, live }, { wanted }) => {
    const { route } = tinyTopic({ channel: 'trades', symbol: about });
    topics.deliver({ kind: 'arrival', route, payload: {}, receivedAt: 0 });
    const heard = hearers.splice(0);
    // Who wants it and is not yet through with an earlier leave may hear nothing.
    expect(live.has(about) ? [[about]] : wanted.has(about) ? [[], [about]] : [[]]).toContainEqual(heard);
  }),
);
const waiting = fc
  .nat({ max: 6 })
  .map((milliseconds) => command(`wait ${milliseconds}`, ({ time }) => time.advanceBy(milliseconds)));

const commands = fc.commands(
  [wanting, wanting, answering, answering, losing, changing, expelling, telling, waiting, waiting],
  { maxCommands: 60, size: 'max' },
);

/** All of it, and then time enough in which everything asked is granted and answered at once. */
function play(story: Iterable<Command>): void {
  const setUp = { model: { wanted: new Set<string>() }, real: real() };
  fc.modelRun(() => setUp, story);
  const { time, venue, topics, live, faults } = setUp.real;
  venue.mood = 'grants';
  const isAtRest = (): boolean =>
    topics.pending() === 0 && venue.answers.length === 0 && live.size === setUp.model.wanted.size;
  for (let round = 0; round < 8 * ACK_TIMEOUT && !isAtRest(); round++) {
    while (venue.answers.length > 0) answer(setUp.real, 0);
    time.advanceBy(1);
  }
  // Turns that came to nothing, which are short.
  time.advanceBy(1);
  expect(faults).toEqual([]);
  const wanted = [...setUp.model.wanted].sort();
  expect({ live: [...live].sort(), served: [...venue.served].sort() }).toEqual({ live: wanted, served: wanted });
  expect([topics.pending(), time.pending()]).toEqual([0, 0]);
}

describe('followTopics, beside a naive venue', () => {
  it('comes to rest with what is wanted, what is acknowledged and what is served the same', () => {
    fc.assert(fc.property(commands, play), { numRuns: 1_000 });
  });
});
