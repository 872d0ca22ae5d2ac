import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  mergeMap,
  NEVER,
  type Observable,
  of,
  type SchedulerAction,
  type SchedulerLike,
  type Subscription,
  timer,
  VirtualTimeScheduler,
} from 'rxjs';
import { type ConnectOptions, connect } from '../../src/connection/connect.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import { seededRandom } from '../../src/util/random.ts';
import { scriptedTransport } from '../helpers/scriptedTransport.ts';

const url = 'wss://venue.example/ws';
const message = (): unknown => ({ op: 'ping' });

/** A scheduler whose actions are counted from outside. */
function counting(inner: VirtualTimeScheduler): {
  readonly scheduler: SchedulerLike;
  readonly waiting: Set<Subscription>;
} {
  const waiting = new Set<Subscription>();
  const scheduler: SchedulerLike = {
    now: () => inner.now(),
    schedule: <T>(work: (this: SchedulerAction<T>, state: T) => void, delay?: number, state?: T): Subscription => {
      const action = inner.schedule(work as (this: SchedulerAction<T>, state?: T) => void, delay, state);
      waiting.add(action);
      action.add(() => waiting.delete(action));
      return action;
    },
  };
  return { scheduler, waiting };
}

describe('the options of connect', () => {
  it.each<[string, Partial<ConnectOptions>]>([
    ['dialTimeout', { dialTimeout: -1 }],
    ['openTimeout', { openTimeout: Number.NaN }],
    ['requestTimeout', { requestTimeout: Number.POSITIVE_INFINITY }],
    ['pending', { pending: 0 }],
    ['maxUnsent', { maxUnsent: 1.5 }],
    ['backoff.base', { backoff: { base: -1 } }],
    ['backoff.cap', { backoff: { cap: Number.NaN } }],
    ['backoff.stableAfter', { backoff: { stableAfter: 2 ** 31 } }],
    ['silence.within', { silence: { within: 0 } }],
    ['heartbeat.every', { heartbeat: { every: 0, message } }],
    ['heartbeat.within', { heartbeat: { every: 1, message, within: -1 } }],
  ])('are refused at the call where %s cannot be meant', (option, options) => {
    let caught: unknown;
    try {
      connect({ endpoint: { url }, ...options });
    } catch (error) {
      caught = error;
    }
    expect(isColdwireError(caught, 'invalid-options') && caught.context.option).toBe(option);
  });

  it('may be zero where that has a meaning', () => {
    const none = { dialTimeout: 0, openTimeout: 0, requestTimeout: 0, backoff: { base: 0, cap: 0, stableAfter: 0 } };
    expect(() => connect({ endpoint: { url }, ...none, heartbeat: { every: 1, message, within: 0 } })).not.toThrow();
  });

  it('keep an id out of a request that has no place for it', () => {
    const scheduler = new VirtualTimeScheduler(undefined, 0);
    const { transport, dials } = scriptedTransport(scheduler, NEVER);
    const causes: unknown[] = [];
    connect({ endpoint: { url }, transport, scheduler }).subscribe(({ request }) => {
      for (const payload of ['ping', [1], null, 7])
        request(payload).subscribe({ error: ({ kind, cause }) => causes.push([kind, cause]) });
      request({ op: 'ping' }).subscribe({ error: () => {} });
    });
    const refusal = new ColdwireError('invalid-options', { option: 'message', expected: 'an object, or a withId' });
    expect(causes).toEqual([1, 2, 3, 4].map(() => ['not-sent', refusal]));
    expect(dials[0]?.sent).toEqual([{ at: 0, frame: '{"op":"ping","id":5}' }]);
  });
});

describe('connect with a scheduler', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** A life with everything that waits: an endpoint, a gate, a heartbeat, silences, requests, losses. */
  function busy(scheduler: SchedulerLike) {
    const lost = new ColdwireError('connection-lost', { code: 1006 });
    const frames$ = timer(3, 4, scheduler).pipe(
      mergeMap((n): Observable<Frame> => {
        if (n > 6) throw lost;
        return of('{"id":1}', '{"op":"pong"}', 'x');
      }),
    );
    const { transport, dials } = scriptedTransport(
      scheduler,
      frames$,
      new ColdwireError('dial-failed'),
      NEVER,
      frames$,
    );
    const connection$ = connect({
      endpoint: () => timer(1, scheduler).pipe(mergeMap(() => of({ url }))),
      transport,
      scheduler,
      random: seededRandom(1),
      open: ({ request }) => request({ op: 'login' }, { timeout: 9 }).pipe(mergeMap(() => timer(2, scheduler))),
      openTimeout: 30,
      heartbeat: { every: 5, message, isReply: (reply) => (reply as { op?: string }).op === 'pong', within: 4 },
      silence: { within: 12 },
      backoff: { base: 8, cap: 16, stableAfter: 10 },
    });
    const used$ = connection$.pipe(
      mergeMap(({ request, messages$ }) => {
        request({ op: 'a' }, { timeout: 7 }).subscribe({ error: () => {} });
        return messages$;
      }),
    );
    return { used$, dials };
  }

  it('holds no timer, and no open socket, once left, whenever that is', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), (leaveAt) => {
        const virtual = new VirtualTimeScheduler(undefined, leaveAt);
        const { scheduler, waiting } = counting(virtual);
        const { used$, dials } = busy(scheduler);
        expect(waiting.size).toBe(0);
        const using = used$.subscribe();
        expect(waiting.size).toBeGreaterThan(0);
        virtual.flush();
        using.unsubscribe();
        expect(waiting.size).toBe(0);
        expect(virtual.actions).toEqual([]);
        expect(dials.every(({ closedAt }) => closedAt !== undefined)).toBe(true);
      }),
    );
  });

  it('does the same each time, and sets no timer of the machine', () => {
    const timers = (['setTimeout', 'setInterval', 'setImmediate'] as const).map((name) => jest.spyOn(globalThis, name));
    const story = (): unknown => {
      const virtual = new VirtualTimeScheduler(undefined, 500);
      const { used$, dials } = busy(virtual);
      const using = used$.subscribe();
      virtual.flush();
      using.unsubscribe();
      return dials;
    };
    expect(story()).toEqual(story());
    for (const timer$ of timers) expect(timer$).not.toHaveBeenCalled();
  });

  it('reads no clock of the machine', () => {
    const clocks = [jest.spyOn(Date, 'now'), jest.spyOn(performance, 'now')];
    const virtual = new VirtualTimeScheduler(undefined, 100);
    busy(virtual).used$.subscribe();
    virtual.flush();
    for (const clock of clocks) expect(clock).not.toHaveBeenCalled();
  });

  it('dials nothing before it is subscribed', () => {
    const virtual = new VirtualTimeScheduler(undefined, 100);
    const { dials } = busy(virtual);
    virtual.flush();
    expect(dials).toEqual([]);
  });
});
