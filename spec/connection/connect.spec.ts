import { describe, expect, it } from '@jest/globals';
import { concat, EMPTY, map, mergeMap, NEVER, of, switchMap, take, throwError, timer } from 'rxjs';
import { type ConnectOptions, connect } from '../../src/connection/connect.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { type Script, scriptedTransport } from '../helpers/scriptedTransport.ts';

const lost = new ColdwireError('connection-lost', { code: 1006, wasClean: false });
const refused = new ColdwireError('dial-failed', {});
const url = 'wss://api.example/ws?token=abc';

/** connect() over scripts, in virtual time, with the full pause drawn each time. */
function connected({ scheduler }: MarbleHelpers, scripts: readonly Script[], options: Partial<ConnectOptions> = {}) {
  const { transport, dials } = scriptedTransport(scheduler, ...scripts);
  const connection$ = connect<unknown>({
    endpoint: { url },
    transport,
    scheduler,
    random: () => 1,
    backoff: { base: 4, cap: 10, stableAfter: 1_000 },
    ...options,
  });
  return { connection$, dials };
}

const frame = (message: unknown): string => JSON.stringify(message);

describe('connect', () => {
  it(
    'dials on subscribe, emits a connection once open, and closes on unsubscribe',
    marbles((helpers) => {
      const { expectObservable, expectSubscriptions, cold, flush } = helpers;
      const frames$ = cold<string>('--a---', { a: frame(1) });
      const { connection$, dials } = connected(helpers, [frames$]);
      expectObservable(connection$.pipe(map(({ epoch }) => epoch)), '---^----!').toBe('---a', { a: 1 });
      expectSubscriptions(frames$.subscriptions).toBe('                       ---^----!');
      flush();
      expect(dials.map(({ at, closedAt }) => [at, closedAt])).toEqual([[3, 8]]);
    }),
  );

  it(
    'gives each subscriber a socket of its own',
    marbles((helpers) => {
      const { expectObservable, flush } = helpers;
      const { connection$, dials } = connected(helpers, [NEVER]);
      expectObservable(connection$.pipe(map(({ epoch }) => epoch)), '^--!').toBe('1', { 1: 1 });
      expectObservable(connection$.pipe(map(({ epoch }) => epoch)), '-^--!').toBe('-1', { 1: 1 });
      flush();
      expect(dials).toHaveLength(2);
    }),
  );

  it(
    'decodes frames into messages and drops what it cannot decode',
    marbles((helpers) => {
      const { expectObservable, cold } = helpers;
      const frames$ = cold<string>('-a-x-b-', { a: frame({ n: 1 }), x: '{"n":', b: frame({ n: 2 }) });
      const { connection$ } = connected(helpers, [frames$]);
      const messages$ = connection$.pipe(switchMap((connection) => connection.messages$));
      expectObservable(messages$, '^------!').toBe('-a---b-', { a: { n: 1 }, b: { n: 2 } });
    }),
  );

  it(
    'dials again after a doubling, capped pause, and numbers the connections',
    marbles((helpers) => {
      const { expectObservable, cold, flush } = helpers;
      const drop$ = cold<string>('-#', undefined, lost);
      const { connection$, dials } = connected(helpers, [drop$, refused, refused, drop$, NEVER]);
      expectObservable(connection$.pipe(map(({ epoch }) => epoch)), '^ 39ms !').toBe('1 22ms 2 10ms 3', {
        1: 1,
        2: 2,
        3: 3,
      });
      flush();
      expect(dials.map(({ at }) => at)).toEqual([0, 5, 13, 23, 34]);
    }),
  );

  it(
    'starts the pauses afresh only after it has heard something and then lived the stable period',
    marbles((helpers) => {
      const { expectObservable, cold, flush } = helpers;
      const stable$ = cold<string>('a 29ms #', { a: frame(1) }, lost);
      const mute$ = cold<string>(' 30ms #', undefined, lost);
      const { connection$, dials } = connected(helpers, [mute$, stable$, mute$, NEVER], {
        backoff: { base: 4, cap: 100, stableAfter: 20 },
      });
      expectObservable(connection$.pipe(mergeMap(() => EMPTY)), '^ 200ms !').toBe('');
      flush();
      // Pauses: 4 after the first; 4 again after the stable one; 8 after the mute one.
      expect(dials.map(({ at }) => at)).toEqual([0, 34, 68, 106]);
    }),
  );

  it(
    'completes the messages of a lost connection before the next one is emitted',
    marbles((helpers) => {
      const { expectObservable, cold } = helpers;
      const { connection$ } = connected(helpers, [cold<string>('-a-#', { a: frame('a') }, lost), NEVER]);
      const story$ = connection$.pipe(
        mergeMap(({ epoch, messages$ }) =>
          concat(of(`ready ${epoch}`), messages$.pipe(map(String)), of(`over ${epoch}`)),
        ),
      );
      expectObservable(story$, '^-------!').toBe('ra-o---R', { r: 'ready 1', a: 'a', o: 'over 1', R: 'ready 2' });
    }),
  );

  it(
    'calls a connection without proof of life silent and makes another',
    marbles((helpers) => {
      const { expectObservable, cold, flush } = helpers;
      const frames$ = cold<string>('--p-h-h-h-h-h-', { p: frame('proof'), h: frame('hum') });
      const { connection$, dials } = connected(helpers, [frames$, NEVER], {
        silence: { within: 5, isProof: (message) => message === 'proof' },
      });
      expectObservable(connection$.pipe(mergeMap(() => EMPTY)), '^ 12ms !').toBe('');
      flush();
      expect(dials.map(({ at, closedAt }) => [at, closedAt])).toEqual([
        [0, 7],
        [11, 13],
      ]);
    }),
  );

  it(
    'asks for a fresh endpoint at each dial, and counts failing to get one as a failed dial',
    marbles((helpers) => {
      const { expectObservable, flush, scheduler } = helpers;
      let asked = 0;
      const { connection$, dials } = connected(helpers, [NEVER], {
        endpoint: () => {
          asked++;
          if (asked === 1) throw new Error('no token');
          return asked === 2
            ? throwError(() => new Error('no token'))
            : timer(2, scheduler).pipe(map(() => ({ url: `${url}${asked}` })));
        },
      });
      expectObservable(connection$.pipe(map(({ epoch }) => epoch)), '^ 20ms !').toBe('14ms a', { a: 1 });
      flush();
      expect(dials.map((dial) => dial.url)).toEqual([`${url}3`]);
    }),
  );

  it(
    'surfaces what cannot heal instead of dialling again',
    marbles((helpers) => {
      const { expectObservable, flush } = helpers;
      const error = new ColdwireError('unsupported', { what: 'headers' });
      const { connection$, dials } = connected(helpers, [error]);
      expectObservable(connection$).toBe('#', undefined, error);
      flush();
      expect(dials).toHaveLength(1);
    }),
  );

  it(
    'waits as long as the venue asks before it dials again',
    marbles((helpers) => {
      const { expectObservable, flush } = helpers;
      const { connection$, dials } = connected(helpers, [
        new ColdwireError('dial-failed', { retryAfterMs: 50 }),
        NEVER,
      ]);
      expectObservable(connection$.pipe(map(({ epoch }) => epoch)), '^ 60ms !').toBe('50ms a', { a: 1 });
      flush();
      expect(dials.map(({ at }) => at)).toEqual([0, 50]);
    }),
  );

  it(
    'gives up a dial that takes too long',
    marbles((helpers) => {
      const { expectObservable, expectSubscriptions, cold } = helpers;
      const never$ = cold<never>('-');
      const { connection$ } = connected(helpers, [], { transport: () => never$, dialTimeout: 3 });
      expectObservable(connection$, '     ^---------!').toBe('');
      expectSubscriptions(never$.subscriptions).toBe(['^--!', '-------^--!']);
    }),
  );

  it(
    'emits once the ready gate is passed, and starts over when the gate fails',
    marbles((helpers) => {
      const { expectObservable, cold, flush } = helpers;
      const frames$ = cold<string>('-w', { w: frame('welcome') });
      let gates = 0;
      const { connection$, dials } = connected(helpers, [frames$], {
        open: ({ messages$, send }) => {
          send('hello');
          return ++gates === 1 ? throwError(() => new Error('refused')) : messages$.pipe(take(1));
        },
      });
      expectObservable(connection$.pipe(map(({ epoch }) => epoch)), '^ 10ms !').toBe('-----2', { 2: 2 });
      flush();
      expect(dials.map(({ sent }) => sent)).toEqual([[{ at: 0, frame: '"hello"' }], [{ at: 4, frame: '"hello"' }]]);
    }),
  );
});
