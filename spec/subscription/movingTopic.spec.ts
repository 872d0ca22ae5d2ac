import { describe, expect, it } from '@jest/globals';
import { defer, type Observable } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { BookChannel } from '../../src/protocol/dialect.ts';
import { movingTopic } from '../../src/subscription/movingTopic.ts';
import type { SocketPool } from '../../src/subscription/socketPool.ts';
import type { SocketSlot } from '../../src/subscription/socketSlot.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

type Event = FeedEvent<unknown>;

/** Letters are trust; digits are values, known by their id and, as books, by their sequence. */
const told: Readonly<Record<string, Event>> = {
  L: { kind: 'live', subscription: { channel: 'book' }, epoch: 1 },
  c: { kind: 'stale', subscription: { channel: 'book' }, epoch: 0, reason: 'connecting', since: 0 },
  C: { kind: 'stale', subscription: { channel: 'book' }, epoch: 1, reason: 'connecting', since: 7 },
  m: { kind: 'stale', subscription: { channel: 'book' }, epoch: 0, reason: 'connecting', since: 99 },
  x: { kind: 'stale', subscription: { channel: 'book' }, epoch: 1, reason: 'connection-lost', since: 7 },
  n: { kind: 'data', subscription: { channel: 'book' }, value: {} },
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, digit) => [
      digit,
      { kind: 'data', subscription: { channel: 'book' }, value: { id: `${digit}`, sequence: `${digit + 5}` } },
    ]),
  ),
};

/** A topic on one slot after another, each with its life, and when it begins to retire. */
function moving(
  { cold, scheduler }: MarbleHelpers,
  channel: 'book' | 'trades' | 'ticker',
  ...slots: readonly (readonly [life$: Observable<Event>, retires?: string])[]
) {
  const asked: number[] = [];
  let next = 0;
  const withSlot = ((_route, _topic, use, above = () => 0) =>
    defer(() => {
      asked.push(above());
      const [life$, retires = '|'] = slots[next++] ?? [];
      const slot = { epoch: () => next * 2, retires$: cold(retires), life$ };
      return use(slot as unknown as SocketSlot);
    })) as SocketPool['withSlot'];
  const topic = tinyTopic({ channel, symbol: 'A' });
  const lifeOn = ({ life$ }: SocketSlot): Observable<Event> => life$ as unknown as Observable<Event>;
  return {
    asked,
    events$: movingTopic({ withSlot }, lifeOn, {
      route: 'main',
      topic,
      channel: tinyDialect.channels[channel] as BookChannel,
      scheduler,
    }),
  };
}

describe('movingTopic', () => {
  it(
    'goes on to a socket of a later epoch when its own retires, again and again',
    marbles((helpers) => {
      const first$ = helpers.cold('                                c-L-1----', told);
      const second$ = helpers.cold('                                     c-L2-----', told);
      const third$ = helpers.cold('                                           cL3---', told);
      const { events$, asked } = moving(helpers, 'ticker', [first$, '-----r|'], [second$, '-----r|'], [third$]);
      helpers.expectObservable(events$, '                          ^-------------!').toBe('c-L-1--L2--L3-', told);
      helpers.expectSubscriptions(first$.subscriptions).toBe('     ^------!');
      helpers.expectSubscriptions(second$.subscriptions).toBe('    -----^-----!');
      helpers.expectSubscriptions(third$.subscriptions).toBe('     ----------^---!');
      helpers.flush();
      expect(asked).toEqual([0, 2, 4]);
    }),
  );

  it(
    'never lets a book go back: the new socket must be as far as the old, by sequence and not by text',
    marbles((helpers) => {
      // The sequence of 4 is 9, that of 5 is 10.
      const old$ = helpers.cold('                                  cL3-4-5------', told);
      const new$ = helpers.cold('                                      cL4-5---6--', told);
      const { events$ } = moving(helpers, 'book', [old$, '----r|'], [new$]);
      helpers.expectObservable(events$, '                          ^-------------!').toBe('cL3-4-5-(L5)6', told);
      helpers.expectSubscriptions(old$.subscriptions).toBe('       ^-------!');
    }),
  );

  it(
    'takes a book that has no sequence as it is, and one that stays behind after five seconds',
    marbles((helpers) => {
      const bare$ = moving(
        helpers,
        'book',
        [helpers.cold('         cLn------', told), '---r|'],
        [helpers.cold('(cLn)', told)],
      );
      helpers.expectObservable(bare$.events$, '                     ^--------!').toBe('cLn(Ln)', told);
      const reset$ = moving(
        helpers,
        'book',
        [helpers.cold('        cL9------', told), '---r|'],
        [helpers.cold('(cL1)', told)],
      );
      helpers.expectObservable(reset$.events$, '                    ^ 6s !').toBe('cL9 5s (L1)', told);
    }),
  );

  it(
    'is not handed over to a socket that has been lost again since it was live there',
    marbles((helpers) => {
      const old$ = helpers.cold('                                  cL1 6s 2----', told);
      const { events$ } = moving(helpers, 'trades', [old$, '---r|'], [helpers.cold('cL3x', told)]);
      helpers.expectObservable(events$, '                          ^ 6010ms !').toBe('cL1 6s 2', told);
    }),
  );

  it(
    'goes on on the new socket as it is where the old one is lost, and finds another where there is none',
    marbles((helpers) => {
      const old$ = helpers.cold('                                  cL1-(x|)', told);
      const new$ = helpers.cold('                                     c---L2---', told);
      const { events$ } = moving(helpers, 'ticker', [old$, '---r|'], [new$]);
      helpers.expectObservable(events$, '                          ^----------!').toBe('cL1-x--L2', told);
      const alone = moving(helpers, 'ticker', [helpers.cold('      cL1-(x|)', told)], [helpers.cold('c---2', told)]);
      helpers.expectObservable(alone.events$, '                    ^----------!').toBe('cL1-(xC)2', told);
    }),
  );

  it(
    'tells no epoch below one it told, and since when nothing is known, where both sockets are lost',
    marbles((helpers) => {
      const old$ = helpers.cold('                                  cL1-(x|)', told);
      const { events$, asked } = moving(helpers, 'ticker', [old$], [helpers.cold('m---L2', told)]);
      helpers.expectObservable(events$, '                          ^----------!').toBe('cL1-(xC)L2-', told);
      helpers.flush();
      expect(asked).toEqual([0, 1]);
    }),
  );

  it(
    'tells no trade twice that a venue begins with anew',
    marbles((helpers) => {
      const life$ = helpers.cold('                                 cL12xL2-3', told);
      const { events$ } = moving(helpers, 'trades', [life$]);
      helpers.expectObservable(events$, '                          ^----------!').toBe('cL12xL--3', told);
      const prices$ = moving(helpers, 'ticker', [helpers.cold('    cL12xL2-3', told)]);
      helpers.expectObservable(prices$.events$, '                  ^----------!').toBe('cL12xL2-3', told);
    }),
  );

  it(
    'stays where it is when it cannot be served elsewhere, and errors as the socket does that it is on',
    marbles((helpers) => {
      const error = new ColdwireError('subscription-rejected', { permanent: true });
      const refusing$ = helpers.cold('c-#', told, error);
      const old$ = helpers.cold('                                  cL1---2--(x|)', told);
      const { events$ } = moving(
        helpers,
        'ticker',
        [old$, '---r|'],
        [refusing$],
        [helpers.cold('c-------#', told, error)],
      );
      helpers
        .expectObservable(events$, '                          ^------------------!')
        .toBe('cL1---2--(xC)----#', told, error);
      const failing$ = moving(helpers, 'ticker', [helpers.cold('   cL#', told, error)]);
      helpers.expectObservable(failing$.events$).toBe('            cL#', told, error);
    }),
  );
});
