import { describe, expect, it } from '@jest/globals';
import {
  concat,
  EMPTY,
  filter,
  map,
  NEVER,
  Observable,
  of,
  take,
  tap,
  throwError,
  timer,
  VirtualAction,
  VirtualTimeScheduler,
} from 'rxjs';
import type { ConnectionEvent } from '../../src/connection/connection.ts';
import { connectionLife } from '../../src/connection/connectionLife.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { outboundLimits } from '../../src/limits/outboundLimits.ts';
import type { Endpoint, Frame } from '../../src/model/seams.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { clockOf } from '../../src/transport/clock.ts';
import type { Socket } from '../../src/transport/socket.ts';
import { seededRandom } from '../../src/util/random.ts';
import { type Script, scriptedTransport } from '../helpers/scriptedTransport.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

const lost = new ColdwireError('connection-lost', { code: 1001, wasClean: true });
const refused = new ColdwireError('dial-failed', {});
const stranger = new TypeError('stranger');
const url = 'wss://venue.example/ws';
const endpoint = { url: `${url}?token=secret` };
const socket: Socket = { frames$: NEVER, bufferedAmount: 0, send: () => {} };

/** A life over scripts, backed off by 4, 8, 16, 16, ... ms, and its dials. */
function living(helpers: MarbleHelpers, scripts: readonly Script[], own: Partial<ConnectionSettings<Note>> = {}) {
  const { scheduler } = helpers;
  const { transport, dials } = scriptedTransport(scheduler, ...scripts);
  return { life$: connectionLife(connectionSettings(scheduler, { transport, ...own })), dials };
}

/** An event without the Connection, which only its epoch tells apart. */
const plain = (event: ConnectionEvent<Note>): unknown =>
  event.kind === 'ready' ? { kind: 'ready', epoch: event.connection.epoch } : event;
const connecting = (attempt: number): unknown => ({ kind: 'connecting', url, attempt });
const ready = (epoch: number): unknown => ({ kind: 'ready', epoch });
const waiting = (attempt: number, retryAt: number, error: Error = lost): unknown => ({
  kind: 'waiting',
  attempt,
  retryAt,
  error,
});
const gate = { kind: 'authenticating' };

describe('the life of a connection', () => {
  it(
    'is told in band: each dial, each gate, each loss with the instant of the next dial',
    marbles((helpers) => {
      const drop$ = helpers.cold<Frame>('-----#', undefined, lost);
      const { life$ } = living(helpers, [drop$, refused, NEVER], { open: () => EMPTY });
      helpers.expectObservable(life$.pipe(map(plain)), '^ 30ms !').toBe('(cgr)w---(Cx) 4ms (DgR)', {
        c: connecting(0),
        g: gate,
        r: ready(1),
        w: waiting(1, 9),
        C: connecting(1),
        x: waiting(2, 17, refused),
        D: connecting(2),
        R: ready(2),
      });
    }),
  );

  it(
    'dials at the later of its backoff and its budget, with an endpoint made then',
    marbles((helpers) => {
      const { scheduler } = helpers;
      const limits: LimitRule[] = [
        { scope: 'address', counts: 'connects', kind: 'sliding', limit: 2, window: 20, slack: 0 },
      ];
      const asked: number[] = [];
      const { life$, dials } = living(helpers, [refused], {
        limits: outboundLimits([], { scheduler, clock: clockOf(scheduler) })({ limits }),
        endpoint: () => {
          asked.push(scheduler.now());
          return endpoint;
        },
      });
      const told: number[] = [];
      const noted$ = life$.pipe(tap((event) => event.kind === 'waiting' && told.push(event.retryAt)));
      helpers
        .expectObservable(
          noted$.pipe(
            filter(({ kind }) => kind === 'connecting'),
            map(() => 'c'),
          ),
          '^ 60ms !',
        )
        .toBe('c---c 15ms c 15ms c 15ms c');
      helpers.flush();
      expect(dials.map(({ at }) => at)).toEqual([0, 4, 20, 36, 52]);
      expect([asked, told]).toEqual([
        [0, 4, 20, 36, 52],
        [4, 20, 36, 52, 68],
      ]);
    }),
  );

  it(
    'says that messages and requests are over before it says that it waits',
    marbles((helpers) => {
      const log: string[] = [];
      const { life$ } = living(helpers, [helpers.cold<Frame>('--#', undefined, lost), NEVER]);
      const logged$ = life$.pipe(
        tap((event) => {
          log.push(event.kind);
          if (event.kind !== 'ready') return;
          const { epoch, messages$, request } = event.connection;
          request({}, { timeout: 99 }).subscribe({ error: ({ kind }) => log.push(`${epoch} ${kind}`) });
          messages$.subscribe({ complete: () => log.push(`${epoch} over`) });
        }),
        filter(() => false),
      );
      helpers.expectObservable(logged$, '^------!').toBe('');
      helpers.flush();
      const first = ['connecting', 'ready', '1 outcome-unknown', '1 over', 'waiting'];
      expect(log).toEqual([...first, 'connecting', 'ready', '2 outcome-unknown', '2 over']);
    }),
  );

  it(
    'ends on what cannot heal',
    marbles((helpers) => {
      const error = new ColdwireError('authentication-failed');
      const { life$, dials } = living(helpers, [NEVER], { open: () => helpers.cold('----#', undefined, error) });
      const kinds$ = life$.pipe(map(({ kind }) => kind));
      helpers.expectObservable(kinds$).toBe('(cg)#', { c: 'connecting', g: 'authenticating' }, error);
      helpers.flush();
      expect(dials.map(({ at, closedAt }) => [at, closedAt])).toEqual([[0, 4]]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it.each([
    ['comes too late', (at: Observable<unknown>) => at.pipe(map(() => endpoint)), 'TimeoutError', 50],
    ['never comes', () => EMPTY, 'EmptyError', 0],
    ['fails', () => throwError(() => stranger), 'TypeError', 0],
    ['is none', () => null as unknown as Endpoint, 'TypeError', 0],
  ])('counts an endpoint that %s as a failed dial', (_, endpointAt, name, after) => {
    marbles((helpers) => {
      const { life$, dials } = living(helpers, [], { endpoint: () => endpointAt(timer(51, helpers.scheduler)) });
      const failed = new ColdwireError('dial-failed', {}, { cause: expect.objectContaining({ name }) });
      const told$ = life$.pipe(map(plain), take(1));
      const told = after === 0 ? '(w|)' : `${after}ms (w|)`;
      helpers.expectObservable(told$).toBe(told, { w: waiting(1, after + 4, failed) });
      helpers.flush();
      expect(dials).toEqual([]);
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });

  it(
    'takes the first of a stream of endpoints, and leaves the stream',
    marbles((helpers) => {
      const endpoint$ = helpers.cold('                                   --a-b', {
        a: endpoint,
        b: { url: 'wss://other' },
      });
      const { life$, dials } = living(helpers, [NEVER], { endpoint: () => endpoint$ });
      helpers
        .expectObservable(life$.pipe(map(plain)), '         ^-----!')
        .toBe('--(cr)', { c: connecting(0), r: ready(1) });
      helpers.expectSubscriptions(endpoint$.subscriptions).toBe('^-!');
      helpers.flush();
      expect(dials.map((dial) => dial.url)).toEqual([endpoint.url]);
    }),
  );

  it(
    'ends on an endpoint that cannot heal',
    marbles((helpers) => {
      const error = new ColdwireError('invalid-options', { option: 'url' });
      const { life$ } = living(helpers, [], { endpoint: () => throwError(() => error) });
      helpers.expectObservable(life$).toBe('#', undefined, error);
    }),
  );

  it.each([
    ['opens and fails at once', () => throwError(() => lost), lost],
    ['opens and completes at once', () => EMPTY, new ColdwireError('connection-lost', {})],
    [
      'opens and fails with a stranger',
      () => throwError(() => stranger),
      new ColdwireError('connection-lost', {}, { cause: stranger }),
    ],
  ])('takes up a transport that %s', (_, end, error) => {
    marbles((helpers) => {
      const transport = (): Observable<Socket> =>
        new Observable((subscriber) => {
          subscriber.next(socket);
          end().subscribe(subscriber);
        });
      const { life$ } = living(helpers, [], { transport, backoff: { base: 8, cap: 16, stableAfter: 100 } });
      helpers.expectObservable(life$.pipe(map(plain)), '^--------!').toBe('(crw)---(CRx)', {
        c: connecting(0),
        r: ready(1),
        w: waiting(1, 8, error),
        C: connecting(1),
        R: ready(2),
        x: waiting(2, 24, error),
      });
    })();
  });

  it(
    'waits as its venue asked another socket to while its endpoint was got, and gets it anew',
    marbles((helpers) => {
      const { scheduler, cold } = helpers;
      const limits = outboundLimits(undefined, { scheduler, clock: clockOf(scheduler) })({});
      const fresh$ = cold('---(e|)', { e: endpoint });
      const { life$, dials } = living(helpers, [NEVER], { limits, endpoint: () => fresh$ });
      cold('--a').subscribe(() => limits.penalise(6));
      helpers
        .expectObservable(life$.pipe(map(plain)), '^------------!')
        .toBe('-----------(cr)', { c: connecting(0), r: ready(1) });
      helpers.flush();
      expect(dials.map(({ at }) => at)).toEqual([11]);
    }),
  );

  it(
    'takes up a transport that throws',
    marbles((helpers) => {
      const transport = (): never => {
        throw stranger;
      };
      const { life$ } = living(helpers, [], { transport });
      const error = new ColdwireError('dial-failed', { url }, { cause: stranger });
      helpers
        .expectObservable(life$.pipe(map(plain)), '^--!')
        .toBe('(cw)', { c: connecting(0), w: waiting(1, 4, error) });
    }),
  );

  it.each(['connecting', 'authenticating', 'ready', 'waiting'])('can be left at %s, and nothing remains', (kind) => {
    marbles((helpers) => {
      const drop$ = helpers.cold<Frame>('--#', undefined, lost);
      const { life$, dials } = living(helpers, [drop$], { open: () => of(1), silence: { within: 9 } });
      const left$ = life$.pipe(
        filter((event) => event.kind === kind),
        take(1),
        map(() => 'x'),
      );
      helpers.expectObservable(left$).toBe(kind === 'waiting' ? '--(x|)' : '(x|)');
      helpers.flush();
      expect(dials.map(({ closedAt }) => closedAt)).toEqual(kind === 'connecting' ? [] : [kind === 'waiting' ? 2 : 0]);
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });

  it.each([
    ['has only just heard something', '-a----#', [0, 10, 24]],
    ['has lived long without proof', '10ms b 10ms #', [0, 25, 54]],
    ['has lived the stable period since the proof', '-a 10ms #', [0, 16, 32]],
  ])('is backed off afresh or not when it %s', (_, marble, instants) => {
    marbles((helpers) => {
      const frames$ = helpers.cold<Frame>(marble, { a: '{"text":"proof"}', b: '{}' }, lost);
      const silence = { within: 99, isProof: ({ text }: Note): boolean => text === 'proof' };
      const { life$, dials } = living(helpers, [frames$, frames$, NEVER], {
        silence,
        backoff: { base: 4, cap: 99, stableAfter: 10 },
      });
      helpers.expectObservable(life$.pipe(filter(() => false)), '^ 60ms !').toBe('');
      helpers.flush();
      expect(dials.map(({ at }) => at)).toEqual(instants);
    })();
  });

  it(
    'outlives a message that every judgement throws on',
    marbles((helpers) => {
      const judge = ({ text }: Note): boolean => (text as string).length > 0;
      const strange$ = helpers.cold<Frame>('-x-a', { x: '{}', a: '{"text":"a"}' });
      const settings = connectionSettings(helpers.scheduler, {
        transport: scriptedTransport(helpers.scheduler, strange$).transport,
        idOf: ({ text }) => (text as string).length,
        silence: { within: 9, isProof: judge },
        ends: (note) => (judge(note) ? undefined : lost),
        heartbeat: { every: 20, message: () => 'ping', isReply: judge },
      });
      const kinds$ = connectionLife(settings).pipe(map(({ kind }) => kind));
      helpers.expectObservable(kinds$, '^--------!').toBe('(cr)', { c: 'connecting', r: 'ready' });
      helpers.flush();
      // By `idOf`, by `ends`, and by `isProof` for the silence and for the backoff.
      expect(settings.counters).toMatchObject({ framesIn: 2, undecodable: 4 });
    }),
  );
});

/** When the dials of a life came, up to an instant, and what it ended with. */
function lifeUntil(end: number, script: Script, own: Partial<ConnectionSettings<Note>>) {
  const scheduler = new VirtualTimeScheduler(VirtualAction, end);
  const { transport, dials } = scriptedTransport(scheduler, script);
  const random = seededRandom(7);
  const backoff = { base: 1_000, cap: 30_000, stableAfter: 60_000 };
  let ended: unknown;
  const life$ = connectionLife(connectionSettings(scheduler, { transport, random, backoff, ...own }));
  const living$ = life$.subscribe({
    error: (error) => {
      ended = error;
    },
  });
  scheduler.flush();
  living$.unsubscribe();
  return { instants: dials.map(({ at }) => at), ended };
}

/** The most instants in any minute. */
const inAMinute = (instants: readonly number[]): number =>
  Math.max(...instants.map((from) => instants.filter((at) => at >= from && at < from + 60_000).length));

describe('a peer that does not mean it', () => {
  const politely = new ColdwireError('connection-lost', { code: 1000, wasClean: true });
  const hour = 3_600_000;

  it.each<[string, Observable<Frame>]>([
    ['accepts and closes politely', throwError(() => politely)],
    [
      'accepts, says something and closes politely',
      concat(
        of('{}'),
        throwError(() => politely),
      ),
    ],
  ])('but %s for an hour is dialled boundedly, at instants that nobody could foretell', (_, frames$) => {
    const { instants } = lifeUntil(hour, frames$, {});
    const gaps = instants.slice(1).map((at, index) => at - (instants[index] ?? 0));
    expect(instants.length).toBeGreaterThan(hour / 30_000);
    // Half the cap on average.
    expect(instants.length).toBeLessThan((1.25 * hour) / 15_000);
    expect(gaps.filter((gap, k) => gap < 0 || gap > Math.min(30_000, 1_000 * 2 ** k))).toEqual([]);
    // The spread survives at the cap: all of it is drawn from.
    const late = gaps.slice(5);
    expect([Math.min(...late) < 3_000, Math.max(...late) > 27_000]).toEqual([true, true]);
    expect(new Set(late).size).toBe(late.length);
  });

  it.each<[string, ColdwireError, string]>([
    ['an answer of 401', new ColdwireError('dial-failed', { status: 401 }), 'authentication-failed'],
    [
      'a certificate that does not verify',
      new ColdwireError('dial-failed', {}, { cause: Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' }) }),
      'invalid-options',
    ],
  ])('but has %s is dialled at most twice a minute, and given up the third time', (_, failure, kind) => {
    const { instants, ended } = lifeUntil(hour, failure, {});
    expect([instants.length, inAMinute(instants)]).toEqual([3, 2]);
    expect(ended).toMatchObject({ kind, cause: failure });
  });

  it('but bans for an unknown time is dialled at most twice a minute, for ever, and not by the clock', () => {
    const { instants, ended } = lifeUntil(hour, new ColdwireError('dial-failed', { status: 403 }), {});
    expect([inAMinute(instants), ended]).toEqual([2, undefined]);
    expect(instants.length).toBeGreaterThan(hour / 60_000);
    expect(instants.every((at, k) => k === 0 || at - (instants[k - 1] ?? 0) > 30_000)).toBe(true);
  });

  it('but closes by a code that its dialect waits after is dialled as one that bans', () => {
    const wait = throwError(() => new ColdwireError('connection-lost', { code: 4029 }));
    const { instants } = lifeUntil(hour, wait, { closes: { 4029: 'wait' } });
    expect(inAMinute(instants)).toBe(2);
  });
});
