import { describe, expect, it } from '@jest/globals';
import { defer, map, NEVER, type Observable, of, throwError } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Order } from '../../src/model/order.ts';
import type { OrderRef } from '../../src/model/orderRequest.ts';
import type { Query } from '../../src/protocol/query.ts';
import type { PrivateValue, StateRule } from '../../src/protocol/stateRule.ts';
import { accountState } from '../../src/subscription/accountState.ts';
import { followState, type StateSettings } from '../../src/subscription/followState.ts';
import type { TopicSignal } from '../../src/subscription/session.ts';
import type { TopicNews } from '../../src/subscription/topicNews.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { orderSample } from '../helpers/accountSamples.ts';

const gap = new ColdwireError('sequence-gap', { expected: '2', received: '3' });
const nonsense = new TypeError('nonsense');
const order = (orderId: string, more: Partial<Order> = {}): Order => orderSample({ orderId, ...more });

/** A payload: what is to be read in it, or thrown; `whole` where it is the snapshot. */
interface Payload {
  readonly values?: readonly PrivateValue[];
  readonly throws?: Error;
  readonly whole?: boolean;
}

const signal = (payload: Payload): TopicSignal => ({ kind: 'arrival', route: 'orders', payload, receivedAt: 1 });
const signals: Record<string, TopicSignal> = {
  k: { kind: 'acknowledged' },
  s: signal({ values: [order('a')], whole: true }),
  e: signal({ values: [], whole: true }),
  b: signal({ values: [order('b')] }),
  c: signal({ values: [order('c')] }),
  d: signal({ values: [order('b', { status: 'filled' })] }),
  g: signal({ throws: gap }),
  x: signal({ throws: nonsense }),
};

const inBand: StateRule = { covers: ['order'], isSnapshot: (payload) => (payload as Payload).whole === true };
const query = (values: readonly PrivateValue[]): Query<readonly PrivateValue[]> => ({
  kind: 'socket',
  message: values,
  read: () => values,
});

/** The news of a picture's signals, each in a word. */
function followed(
  { cold, scheduler }: MarbleHelpers,
  picture: string,
  own: Partial<StateSettings> = {},
): { news$: Observable<string>; unreadable: Error[] } {
  const unreadable: Error[] = [];
  const rule = own.rule ?? inBand;
  const news$ = cold(picture, signals).pipe(
    followState({
      rule,
      read: (payload) => {
        const { values = [], throws } = payload as Payload;
        if (throws !== undefined) throw throws;
        return values;
      },
      context: { exchange: 'broker', subscription: { channel: 'orders' } },
      state: accountState(rule),
      desk: undefined,
      key: 'orders',
      ackTimeout: 5,
      held: 2,
      pending: 10,
      scheduler,
      clock: clockOf(scheduler),
      onUnreadable: (error) => unreadable.push(error),
      ...own,
    }),
    map((news: TopicNews<PrivateValue>) => {
      if (news.kind !== 'data') return 'L';
      const { orderId, status } = news.value as Order;
      return status === 'open' ? orderId : `${orderId} ${status}`;
    }),
  );
  return { news$, unreadable };
}

describe('private state', () => {
  it(
    'is live with the snapshot that the venue sends, and tells what came before it after it',
    marbles((helpers) => {
      const { news$ } = followed(helpers, 'k-b-s------c');
      helpers.expectObservable(news$).toBe('----(Lab)--c');
    }),
  );

  it(
    'is live with an empty snapshot too',
    marbles((helpers) => {
      helpers.expectObservable(followed(helpers, 'k-e---c').news$).toBe('--L---c');
    }),
  );

  it(
    'takes a later snapshot for what it is: news',
    marbles((helpers) => {
      helpers.expectObservable(followed(helpers, 'k-e---s').news$).toBe('--L---a');
    }),
  );

  it(
    'is asked for after the acknowledgement, all answers being the snapshot together',
    marbles((helpers) => {
      const rule: StateRule = { covers: [], queries: () => [query([order('a')]), query([order('c')])] };
      const asked: unknown[] = [];
      const desk = {
        ask: <T>(each: Query<T>): Observable<T> => {
          if (each.kind !== 'socket') throw new Error('no such question');
          const values = each.message as readonly Order[];
          asked.push(values);
          return helpers.cold(values[0]?.orderId === 'a' ? '---(v|)' : '-(v|)', { v: each.read(values, 0) });
        },
        find: () => of(undefined),
      };
      helpers.expectObservable(followed(helpers, '--kb', { rule, desk }).news$).toBe('-----(Lacb)');
      helpers.flush();
      expect(asked).toEqual([[order('a')], [order('c')]]);
    }),
  );

  it(
    'asks no more at a time than may be pending, and looks up no more',
    marbles((helpers) => {
      const rule: StateRule = { covers: ['order'], queries: () => [query([order('a')]), query([order('c')])] };
      const state = accountState(rule);
      state.begin([order('d'), order('e')]);
      const asked: string[] = [];
      const at = (what: string): void => void asked.push(`${what} ${helpers.scheduler.now()}`);
      const desk = {
        ask: <T>(each: Query<T>): Observable<T> => {
          const values = (each.kind === 'socket' ? each.message : []) as readonly Order[];
          return defer(() => {
            at(values[0]?.orderId ?? '');
            return helpers.cold('--(v|)', { v: each.read(values, 0) });
          });
        },
        find: ({ orderId = '' }: OrderRef) =>
          defer(() => {
            at(orderId);
            return helpers.cold('-(v|)', { v: order(orderId, { status: 'canceled' }) });
          }),
      };
      const { news$ } = followed(helpers, 'k', { rule, desk, state, pending: 1, ackTimeout: 20 });
      helpers
        .expectObservable(news$)
        .toBe('------(Lacde)', { L: 'L', a: 'a', c: 'c', d: 'd canceled', e: 'e canceled' });
      helpers.flush();
      expect(asked).toEqual(['a 0', 'c 2', 'd 4', 'e 5']);
    }),
  );

  it(
    'looks up no end twice, where another could not be learnt and all is asked for anew',
    marbles((helpers) => {
      const state = accountState(inBand);
      state.begin([order('c'), order('d'), order('e')]);
      const asked: string[] = [];
      const find = ({ orderId = '' }: OrderRef) =>
        defer(() => {
          asked.push(orderId);
          if (orderId === 'e' && asked.length === 3) return throwError(() => new ColdwireError('dial-failed'));
          return of(orderId === 'd' ? undefined : order(orderId, { status: 'canceled' }));
        });
      const desk = { ask: () => NEVER, find };
      const failed = new ColdwireError(
        'ack-timeout',
        { subscription: 'orders' },
        { cause: new ColdwireError('dial-failed') },
      );
      const { news$ } = followed(helpers, 'ke', { desk, state });
      helpers.expectObservable(news$).toBe('-#', undefined, failed);
      helpers.expectObservable(news$, '---^').toBe('----(Lcde)', {
        L: 'L',
        c: 'c canceled',
        d: 'd unknown',
        e: 'e canceled',
      });
      helpers.flush();
      // What the venue has no more may be told yet.
      expect(asked).toEqual(['c', 'd', 'e', 'd', 'e']);
    }),
  );

  it(
    'gives what it looks up as long as that takes',
    marbles((helpers) => {
      const state = accountState(inBand);
      state.begin([order('d'), order('e')]);
      const desk = {
        ask: () => throwError(() => new Error('nobody asks')),
        find: ({ orderId = '' }: OrderRef) => helpers.cold('----(v|)', { v: order(orderId, { status: 'canceled' }) }),
      };
      const { news$ } = followed(helpers, 'ks', { desk, state, pending: 1, ackTimeout: 5 });
      helpers.expectObservable(news$).toBe('---------(Lade)', { L: 'L', a: 'a', d: 'd canceled', e: 'e canceled' });
    }),
  );

  it(
    'needs both what is sent and what is asked for, where there is both',
    marbles((helpers) => {
      const rule: StateRule = { ...inBand, queries: () => [query([order('c')])] };
      const ask = <T>(each: Query<T>): Observable<T> => of(each.read(undefined, 0));
      const desk = { ask, find: () => of(undefined) };
      helpers.expectObservable(followed(helpers, 'k--s', { rule, desk }).news$).toBe('---(Lac)');
    }),
  );

  it(
    'is live at the acknowledgement where nobody sends a snapshot or can be asked',
    marbles((helpers) => {
      const rule: StateRule = { covers: ['order'], queries: () => [query([])] };
      helpers.expectObservable(followed(helpers, '--k-b', { rule }).news$).toBe('--L-b');
    }),
  );

  it(
    'looks nothing up that is about to be told to have ended',
    marbles((helpers) => {
      const state = accountState(inBand);
      state.begin([order('b'), order('c')]);
      const found: unknown[] = [];
      const desk = {
        ask: <T>(): Observable<T> => throwError(() => nonsense),
        find: ({ orderId = '' }) => {
          found.push(orderId);
          return of(order(orderId, { status: 'canceled' }));
        },
      };
      const { news$ } = followed(helpers, 'kd-s', { state, desk });
      helpers.expectObservable(news$).toBe('---(Lacb)', { L: 'L', a: 'a', c: 'c canceled', b: 'b filled' });
      helpers.flush();
      expect(found).toEqual(['c']);
    }),
  );

  it.each([
    ['fails', new ColdwireError('request-rejected'), 'ack-timeout'],
    ['loses its connection', new ColdwireError('not-sent'), 'not-sent'],
    ['can never be answered', new ColdwireError('unsupported'), 'unsupported'],
    ['is asked without good credentials', new ColdwireError('authentication-failed'), 'authentication-failed'],
    ['fails in a strange way', nonsense, 'ack-timeout'],
  ])('ends when a question %s', (_, error, kind) => {
    marbles((helpers) => {
      const rule: StateRule = { covers: [], queries: () => [query([])] };
      const desk = { ask: () => helpers.cold<never>('--#', {}, error), find: () => of(undefined) };
      const told =
        kind === 'ack-timeout' ? new ColdwireError('ack-timeout', { subscription: 'orders' }, { cause: error }) : error;
      helpers.expectObservable(followed(helpers, 'k-b', { rule, desk }).news$).toBe('--#', undefined, told);
    })();
  });

  it(
    'ends where the snapshot does not come in time',
    marbles((helpers) => {
      const late = new ColdwireError('ack-timeout', { subscription: 'orders', timeout: 5 });
      helpers.expectObservable(followed(helpers, '--k-b').news$).toBe('7ms #', undefined, late);
    }),
  );

  it(
    'ends with a gap that the reader finds, as it is',
    marbles((helpers) => {
      const { news$, unreadable } = followed(helpers, 'k-s-----g');
      helpers.expectObservable(news$).toBe('--(La)--#', undefined, gap);
      helpers.flush();
      expect(unreadable).toEqual([]);
    }),
  );

  it(
    'ends with a payload that cannot be read, which may have held anything, and reports it',
    marbles((helpers) => {
      const error = new ColdwireError('protocol-violation', { what: 'payload' }, { cause: nonsense });
      const { news$, unreadable } = followed(helpers, 'k-s-----x');
      helpers.expectObservable(news$).toBe('--(La)--#', undefined, error);
      helpers.flush();
      expect(unreadable).toHaveLength(1);
    }),
  );

  it(
    'holds no more than it may, and drops nothing silently',
    marbles((helpers) => {
      const full = new ColdwireError('overflow', { limit: 2, what: 'values before a snapshot' });
      helpers.expectObservable(followed(helpers, 'kbcb').news$).toBe('---#', undefined, full);
    }),
  );
});
