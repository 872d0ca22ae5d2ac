import { describe, expect, it } from '@jest/globals';
import { asyncScheduler, NEVER, VirtualTimeScheduler } from 'rxjs';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { type ClientOptions, settingsOf } from '../../src/client/options.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import { fetchHttp } from '../../src/transport/fetchHttp.ts';
import { systemClock } from '../../src/transport/clock.ts';

/** Refused with any dialect that says it. */
const endless: LimitRule = { scope: 'socket', counts: 'frames', kind: 'sliding', limit: 1, window: Number.NaN };
const dialects = [{ name: 'main' }, { name: 'other' }];

/** The option that is refused, or nothing. */
function refusedIn(options: ClientOptions, among: Parameters<typeof settingsOf>[1] = dialects): string | undefined {
  try {
    settingsOf(options, among);
    return undefined;
  } catch (error) {
    return isColdwireError(error, 'invalid-options') ? error.context.option : String(error);
  }
}

describe('settingsOf', () => {
  it('fills in every default', () => {
    const { transport, random, limitsOf, ...settings } = settingsOf({}, dialects);
    expect(settings).toEqual({
      environment: 'live',
      url: undefined,
      restUrl: undefined,
      headers: undefined,
      proxy: undefined,
      enabled: true,
      instruments: [],
      http: fetchHttp,
      scheduler: asyncScheduler,
      clock: systemClock,
      backoff: { base: 1_000, cap: 30_000, stableAfter: 60_000 },
      linger: 1_000,
      dialTimeout: 10_000,
      ackTimeout: 10_000,
      requestTimeout: 10_000,
      topicsPerSocket: Number.POSITIVE_INFINITY,
      pending: 1_000,
      sockets: Number.POSITIVE_INFINITY,
    });
    expect(limitsOf({}).pace().most).toBe(Number.POSITIVE_INFINITY);
    expect(typeof transport).toBe('function');
    expect(random()).toBeLessThan(1);
  });

  it('keeps what it is given, zeros too', () => {
    const given = {
      environment: 'test',
      url: { other: 'ws://127.0.0.1:8080' },
      restUrl: { other: 'http://127.0.0.1:8081' },
      headers: { a: 'b' },
      proxy: 'http://proxy.example:3128',
      enabled: false,
      instruments: [],
      http: () => NEVER,
      transport: () => NEVER,
      scheduler: asyncScheduler,
      clock: { wall: () => 1, monotonic: () => 2 },
      random: () => 0,
      linger: 0,
      dialTimeout: 1,
      ackTimeout: 2,
      requestTimeout: 3,
    } as const;
    const budgets = [slidingWindow({ limit: 7, window: 1_000 })];
    const { limitsOf, ...settings } = settingsOf(
      { ...given, backoff: { base: 0 }, limits: { topicsPerSocket: 4, pending: 5, sockets: 6, budgets } },
      dialects,
    );
    const backoff = { base: 0, cap: 30_000, stableAfter: 60_000 };
    expect(settings).toEqual({ ...given, backoff, topicsPerSocket: 4, pending: 5, sockets: 6 });
    expect(limitsOf({}).pace().most).toBe(7);
  });

  it('reads both clocks off a scheduler that is given alone', () => {
    const scheduler = new VirtualTimeScheduler();
    scheduler.frame = 42;
    const { clock } = settingsOf({ scheduler }, dialects);
    expect([clock.wall(), clock.monotonic()]).toEqual([42, 42]);
  });

  it.each<[string, ClientOptions]>([
    ['environment', { environment: 'prod' as 'live' }],
    ['url', { url: 'https://venue.example' }],
    ['url', { url: 'wss://' }],
    ['url', { url: '' }],
    ['url.main', { url: { main: 'venue.example' } }],
    ['restUrl', { restUrl: 'wss://venue.example' }],
    ['restUrl', { restUrl: 'https://' }],
    ['restUrl.mian', { restUrl: { mian: 'https://venue.example' } }],
    ['restUrl.main', { restUrl: { main: 'wss://venue.example' } }],
    ['url.mian', { url: { mian: 'wss://venue.example' } }],
    ['enabled', { enabled: 1 as unknown as boolean }],
    ['linger', { linger: -1 }],
    ['linger', { linger: Number.POSITIVE_INFINITY }],
    ['dialTimeout', { dialTimeout: Number.NaN }],
    ['ackTimeout', { ackTimeout: 2 ** 31 }],
    ['requestTimeout', { requestTimeout: -0.5 }],
    ['backoff.base', { backoff: { base: -1 } }],
    ['backoff.cap', { backoff: { cap: Number.NaN } }],
    ['backoff.stableAfter', { backoff: { stableAfter: 1e10 } }],
    ['limits.topicsPerSocket', { limits: { topicsPerSocket: 0 } }],
    ['limits.pending', { limits: { pending: 1.5 } }],
    ['limits.sockets', { limits: { sockets: -1 } }],
    ['limits.budgets', { limits: { budgets: [slidingWindow({ limit: 0, window: 1 })] } }],
  ])('refuses %s where it cannot be meant', (option, options) => {
    expect(refusedIn(options)).toBe(option);
  });

  it('refuses a dialect whose limits cannot be meant, before anything is dialled', () => {
    expect(refusedIn({}, [...dialects, { name: 'third', limits: [endless] }])).toBe('limits[0].window');
  });
});
