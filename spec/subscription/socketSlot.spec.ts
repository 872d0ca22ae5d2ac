import { describe, expect, it } from '@jest/globals';
import { map, NEVER, Observable, switchMap, tap, timer } from 'rxjs';
import { defaultBackoff } from '../../src/connection/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { outboundLimits } from '../../src/limits/outboundLimits.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Life } from '../../src/protocol/life.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import type { LiveSession } from '../../src/subscription/openSession.ts';
import type { Socket, Transport } from '../../src/transport/socket.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { type SlotEvent, type SocketSlot, socketSlot } from '../../src/subscription/socketSlot.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { scriptedTransport } from '../helpers/scriptedTransport.ts';
import { tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

const lost = new ColdwireError('connection-lost');
const a = tinyTopic({ channel: 'trades', symbol: 'A' });
const b = tinyTopic({ channel: 'trades', symbol: 'B' });

interface Ways {
  readonly onEvent?: (event: SlotEvent) => void;
  /** Twice the first pause. */
  readonly base?: number;
  readonly life?: Life;
  readonly epochsAbove?: number;
}

/** A slot over a transport, and what it tells of itself. */
function slotOver({ scheduler }: MarbleHelpers, transport: Transport, ways: Ways = {}) {
  const { onEvent = () => {}, base = 4, life, epochsAbove } = ways;
  const told: string[] = [];
  const liveness = { ...tinyDialect.liveness, within: 1_000_000 };
  const clock = clockOf(scheduler);
  const slot: SocketSlot = socketSlot({
    id: 'slot',
    route: 'main',
    linger: 3,
    connection: {
      endpoint: () => ({ url: 'wss://tiny.example' }),
      limits: outboundLimits([], { scheduler, clock })({}),
      decode: (frame) => JSON.parse(String(frame)) as unknown,
      encode: (message) => JSON.stringify(message),
      idOf: () => undefined,
      withId: (message) => message,
      backoff: { ...defaultBackoff, base },
      transport,
      dialTimeout: 10,
      requestTimeout: 10,
      pending: 1,
      scheduler,
      clock,
      random: () => 0.5,
      counters: { framesIn: 0, framesOut: 0, undecodable: 0, lateReplies: 0 },
      onUndecodable: () => {},
      epochsAbove,
    },
    session: {
      dialect: life === undefined ? tinyDialect : { ...tinyDialect, life, liveness },
      clock,
      scheduler,
      ackTimeout: 10,
      onStray: () => {},
      onMessage: () => {},
    },
    onEvent: (event) => {
      told.push(event.kind);
      onEvent(event);
    },
    onRetire: () => told.push('retires'),
    onUse: (used) => told.push(used ? 'used' : 'unused'),
    onClosed: () => told.push('closed'),
  });
  return { slot, told, kinds$: slot.life$.pipe(map(({ kind }) => kind[0] ?? '')) };
}

describe('socketSlot', () => {
  it(
    'dials on subscribe, shares what it dialled, and closes a linger after the last subscriber',
    marbles((helpers) => {
      const { transport, dials } = scriptedTransport(helpers.scheduler, NEVER);
      const { kinds$, told } = slotOver(helpers, transport);
      helpers.expectObservable(kinds$, '-^--!      ').toBe('-(cr)');
      helpers.expectObservable(kinds$, '---^-!     ').toBe('---r');
      helpers.expectObservable(kinds$, '-------^-! ').toBe('-------r');
      helpers.flush();
      expect(dials.map(({ at, closedAt }) => [at, closedAt])).toEqual([[1, 12]]);
      expect(told).toEqual(['connecting', 'ready', 'closed']);
    }),
  );

  it(
    'tells a late subscriber the last of its life alone',
    marbles((helpers) => {
      const { transport } = scriptedTransport(helpers.scheduler, helpers.cold('-----#', undefined, lost), NEVER);
      const { kinds$ } = slotOver(helpers, transport);
      helpers.expectObservable(kinds$, '^--------! ').toBe('(cr)-w-(cr)');
      helpers.expectObservable(kinds$, '------^--! ').toBe('------w(cr)');
    }),
  );

  it(
    'makes a session of each connection, which ends before its loss is told',
    marbles((helpers) => {
      const { transport } = scriptedTransport(helpers.scheduler, helpers.cold('-----#', undefined, lost), NEVER);
      const { slot } = slotOver(helpers, transport);
      const sessions: LiveSession[] = [];
      const story$ = slot.life$.pipe(
        map((event) => {
          if (event.kind === 'ready') sessions.push(event.session);
          else sessions.at(-1)?.follow(a).subscribe();
          return `${sessions.at(-1)?.epoch ?? 'n'}`;
        }),
      );
      helpers.expectObservable(story$, '^--------! ').toBe('(n1)-1-(12)');
      helpers.flush();
      expect(sessions.map((session) => session.pending())).toEqual([0, 0]);
    }),
  );

  it(
    'is closed before its subscribers hear of an error, once',
    marbles((helpers) => {
      const refused = new ColdwireError('unsupported', { what: 'headers' });
      const { transport } = scriptedTransport(helpers.scheduler, refused);
      const { kinds$, told } = slotOver(helpers, transport);
      helpers.expectObservable(kinds$).toBe('(c#)', undefined, refused);
      helpers.flush();
      expect(told).toEqual(['connecting', 'closed']);
    }),
  );

  it(
    'tells all of one event before the next that telling it causes',
    marbles((helpers) => {
      let drop = (): void => {};
      const transport: Transport = () =>
        timer(1, helpers.scheduler).pipe(
          switchMap(
            () =>
              new Observable<Socket>((subscriber) => {
                drop = () => subscriber.error(lost);
                subscriber.next({ frames$: NEVER, bufferedAmount: 0, send: () => {} });
              }),
          ),
        );
      let readies = 0;
      const dropFirst = ({ kind }: SlotEvent): void => {
        if (kind === 'ready' && ++readies === 1) drop();
      };
      const { kinds$ } = slotOver(helpers, transport, { onEvent: dropFirst, base: 10 });
      helpers.expectObservable(kinds$, '^--------!').toBe('c(rw)-cr');
    }),
  );

  it(
    'counts its topics, tells when the first comes and the last leaves, and whose frames are taken',
    marbles((helpers) => {
      const { slot, told } = slotOver(helpers, () => NEVER);
      slot.admit(a);
      slot.admit(b);
      expect([slot.wanted(), slot.holds(a), told]).toEqual([2, true, ['used']]);
      expect(slot.release(a)).toBe(true);
      expect([slot.wanted(), slot.holds(a), slot.holds(b), told]).toEqual([1, false, true, ['used']]);
      expect(slot.release(b)).toBe(false);
      expect(told).toEqual(['used', 'unused']);
      helpers.expectObservable(slot.life$, '^!').toBe('c', { c: expect.anything() });
      helpers.flush();
      expect(slot.release(b)).toBe(false);
    }),
  );

  it(
    'knows which of its topics are live',
    marbles((helpers) => {
      const { slot } = slotOver(helpers, () => NEVER);
      const trust = { subscription: a.subscription, epoch: 1 };
      const live: number[] = [];
      const note = (topic: Topic, event: FeedEvent<unknown> | undefined): void => {
        slot.note(topic, event);
        live.push(slot.live());
      };
      note(a, { kind: 'live', ...trust });
      note(b, { kind: 'live', ...trust });
      note(a, { kind: 'data', ...trust, value: 1 });
      note(a, { kind: 'stale', ...trust, reason: 'silence', since: 0 });
      note(a, { kind: 'data', ...trust, value: 1 });
      note(b, undefined);
      expect(live).toEqual([1, 2, 2, 1, 1, 0]);
      helpers.expectObservable(slot.life$, '^!').toBe('c', { c: expect.anything() });
    }),
  );

  it(
    'has no live topic by the time a loss of its connection is told',
    marbles((helpers) => {
      const { transport } = scriptedTransport(helpers.scheduler, helpers.cold('-----#', undefined, lost), NEVER);
      const live: (readonly [string, number])[] = [];
      const { slot } = slotOver(helpers, transport, { onEvent: ({ kind }) => live.push([kind, slot.live()]) });
      const trusting$ = slot.life$.pipe(
        map(({ kind }) => {
          if (kind === 'ready') slot.note(a, { kind: 'live', subscription: a.subscription, epoch: 1 });
          return kind;
        }),
      );
      helpers.expectObservable(trusting$.pipe(map((kind) => kind.charAt(0))), '^------!').toBe('(cr)-w', {
        c: 'c',
        r: 'r',
        w: 'w',
      });
      helpers.flush();
      expect(live.slice(0, 3)).toEqual([
        ['connecting', 0],
        ['ready', 0],
        ['waiting', 0],
      ]);
    }),
  );

  it(
    'retires before the end of its life: closes as soon as it is empty, and is not dialled again when lost',
    marbles((helpers) => {
      const opened = (own$: Observable<never>) => {
        const { transport, dials } = scriptedTransport(helpers.scheduler, own$, NEVER);
        return { ...slotOver(helpers, transport, { life: { max: 7, early: 2 } }), dials };
      };
      const left = opened(NEVER);
      helpers.expectObservable(left.kinds$, '^-----!').toBe('(cr)');
      helpers.expectObservable(left.slot.retires$, '^------!').toBe('----r-|', { r: undefined });
      const dropped = opened(helpers.cold('-----#', undefined, lost));
      helpers.expectObservable(dropped.kinds$).toBe('(cr)-(w|)');
      helpers.flush();
      expect([left.told, left.dials.map(({ closedAt }) => closedAt)]).toEqual([
        ['connecting', 'ready', 'retires', 'closed'],
        [6],
      ]);
      expect(dropped.told).toEqual(['connecting', 'ready', 'retires', 'waiting', 'closed']);
      expect(dropped.dials).toHaveLength(1);
      expect([left.slot.isRetiring(), helpers.scheduler.actions]).toEqual([true, []]);
    }),
  );

  it(
    'retires by default a tenth of its life before, at most ten minutes, and by chance as much sooner again',
    marbles((helpers) => {
      for (const [max, at, early] of [
        [1_000, 850],
        [10_000_000, 9_100_000],
        // A dialect that asks for more than half of it is not dialled without end.
        [1_000, 500, 2_000],
      ] as const) {
        const { transport } = scriptedTransport(helpers.scheduler, NEVER);
        const { slot, kinds$ } = slotOver(helpers, transport, {
          life: { max, ...(early === undefined ? {} : { early }) },
        });
        helpers.expectObservable(kinds$, `^ ${max}ms !`).toBe('(cr)');
        helpers.expectObservable(slot.retires$).toBe(`${at}ms r ${max - at}ms |`, { r: undefined });
      }
    }),
  );

  it(
    'has epochs above those that are told, and knows that of its last connection',
    marbles((helpers) => {
      const { transport } = scriptedTransport(helpers.scheduler, helpers.cold('-----#', undefined, lost), NEVER);
      const { slot } = slotOver(helpers, transport, { epochsAbove: 7 });
      const known = [slot.epoch()];
      const epochs$ = slot.connections$.pipe(
        map(({ epoch }) => `${epoch}`),
        tap(() => known.push(slot.epoch())),
      );
      helpers.expectObservable(epochs$, '^--------!').toBe('8------9');
      helpers.flush();
      expect(known).toEqual([8, 8, 9]);
    }),
  );

  it(
    'counts its requests as use beside its topics',
    marbles((helpers) => {
      const { slot, told } = slotOver(helpers, () => NEVER);
      slot.admit();
      slot.admit(a);
      slot.admit();
      expect([slot.requests(), slot.wanted(), told]).toEqual([2, 1, ['used']]);
      expect([slot.release(), slot.release(a), told]).toEqual([true, true, ['used']]);
      expect([slot.release(), slot.requests(), told]).toEqual([false, 0, ['used', 'unused']]);
      helpers.expectObservable(slot.life$, '^!').toBe('c', { c: expect.anything() });
    }),
  );

  it(
    'is ready while it has a connection, and not from the moment that is lost',
    marbles((helpers) => {
      const { transport } = scriptedTransport(helpers.scheduler, helpers.cold('-----#', undefined, lost), NEVER);
      const { slot } = slotOver(helpers, transport);
      const ready: boolean[] = [slot.isReady()];
      const look = (): void => {
        ready.push(slot.isReady());
      };
      const epochs$ = slot.connections$.pipe(
        tap(({ messages$ }) => {
          look();
          messages$.subscribe({ complete: look });
        }),
        map(({ epoch }) => `${epoch}`),
      );
      // One who comes late is told of the present connection alone, of none while there is none.
      helpers.expectObservable(epochs$, '^--------! ').toBe('1------2');
      helpers.expectObservable(epochs$, '------^--! ').toBe('-------2');
      helpers.expectObservable(epochs$, '--------^! ').toBe('--------2');
      helpers.flush();
      expect(ready).toEqual([false, true, false, true, true, true, false, false, false]);
      expect(slot.isReady()).toBe(false);
    }),
  );
});
