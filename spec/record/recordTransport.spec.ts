import { describe, expect, it, jest } from '@jest/globals';
import { config, map, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { Frame } from '../../src/model/seams.ts';
import { recordHttp, recordTransport, replaySession, type SessionLine } from '../../src/record/index.ts';
import { simulateVenue } from '../../src/simulation/index.ts';
import { createClient } from '../../src/client/createClient.ts';
import { marbles } from '../../src/testing/index.ts';
import type { Socket, Transport } from '../../src/transport/socket.ts';
import { told } from './session.ts';

const at = (ms: number) => ({ wall: () => 1_000 + ms, monotonic: () => ms });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A socket whose peer is a function of what is sent to it, at once. */
function echoing(answer: (frame: Frame) => readonly Frame[]): Transport {
  return () =>
    new Observable<Socket>((subscriber) => {
      const frames$ = new Subject<Frame>();
      subscriber.next({
        frames$,
        bufferedAmount: 7,
        send: (frame) => {
          for (const reply of answer(frame)) frames$.next(reply);
        },
      });
    });
}

describe('recordTransport', () => {
  it('writes what is opened, sent and received, in order, dated and redacted', () => {
    const lines: SessionLine[] = [];
    const transport = recordTransport(
      echoing((frame) => [`re: ${String(frame)}`, bytes('{"token":"CANARY"}'), Uint8Array.of(0x1f, 0x8b, 0xff)]),
      (line) => lines.push(line),
      { clock: at(5) },
    );
    const heard: Frame[] = [];
    transport({ url: 'wss://venue.example/ws?token=CANARY' }).subscribe((socket) => {
      socket.frames$.subscribe((frame) => heard.push(frame));
      socket.send('{"apiKey":"CANARY"}');
      expect(socket.bufferedAmount).toBe(7);
    });
    expect(heard).toEqual(['re: {"apiKey":"CANARY"}', bytes('{"token":"CANARY"}'), Uint8Array.of(0x1f, 0x8b, 0xff)]);
    expect(lines).toEqual([
      { t: 1_005_000, c: 0, k: 'open', url: 'wss://venue.example/ws?token=REDACTED' },
      { t: 1_005_000, c: 0, k: 'send', raw: '{"apiKey":"REDACTED"}' },
      { t: 1_005_000, c: 0, k: 'recv', raw: 're: {"apiKey":"REDACTED"}' },
      { t: 1_005_000, c: 0, k: 'recv', b64: base64('{"token":"REDACTED"}') },
      { t: 1_005_000, c: 0, k: 'recv', b64: 'H4v/' },
    ]);
  });

  it('numbers sockets, and writes nothing of one that did not open', () => {
    const lines: SessionLine[] = [];
    let dials = 0;
    const flaky: Transport = (endpoint) =>
      ++dials === 2 ? throwError(() => new Error('no')) : echoing(() => [])(endpoint);
    const transport = recordTransport(flaky, (line) => lines.push(line));
    for (let i = 0; i < 3; i++) transport({ url: `wss://v/${i}` }).subscribe({ error: () => {} });
    expect(lines.map(({ c, url }) => [c, url])).toEqual([
      [0, 'wss://v/0'],
      [1, 'wss://v/2'],
    ]);
  });

  it('writes no frame that was not sent, and passes its error', () => {
    const lines: SessionLine[] = [];
    const refusing: Transport = () =>
      of({
        frames$: NEVER,
        bufferedAmount: 0,
        send: () => {
          throw new Error('not open');
        },
      });
    recordTransport(refusing, (line) => lines.push(line))({ url: 'wss://v/' }).subscribe((socket) => {
      expect(() => socket.send('x')).toThrow('not open');
    });
    expect(lines.map(({ k }) => k)).toEqual(['open']);
  });

  it('keeps a sink that throws from harming the socket', () => {
    const onUnhandledError = jest.fn();
    config.onUnhandledError = onUnhandledError;
    jest.useFakeTimers();
    try {
      const heard: Frame[] = [];
      const transport = recordTransport(
        echoing((frame) => [frame]),
        () => {
          throw new Error('disk full');
        },
      );
      transport({ url: 'wss://v/' }).subscribe((socket) => {
        socket.frames$.subscribe((frame) => heard.push(frame));
        socket.send('a');
        socket.send('b');
      });
      expect(heard).toEqual(['a', 'b']);
      jest.runAllTimers();
      expect(onUnhandledError).toHaveBeenCalledTimes(5);
    } finally {
      config.onUnhandledError = null;
      jest.useRealTimers();
    }
  });

  it(
    'subscribes the frames once, and leaves the socket as it is left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const frames$ = cold<Frame>('  a-b-#');
      const socket$ = cold<Socket>(' s', { s: { frames$, bufferedAmount: 0, send: () => {} } });
      const transport = recordTransport(
        () => socket$,
        () => {},
      );
      expectObservable(transport({ url: 'wss://v/' }).pipe(map(() => 's')), '^--!').toBe('s');
      expectSubscriptions(socket$.subscriptions).toBe('^--!');
      expectSubscriptions(frames$.subscriptions).toBe([]);
    }),
  );

  it('makes a recording of which a replay tells what the client was told', () => {
    marbles(({ scheduler, expectObservable, flush }) => {
      const lines: SessionLine[] = [];
      const venue = simulateVenue('kraken', { seed: 3, scheduler });
      const transport = recordTransport(venue.transport, (line) => lines.push(line), {
        clock: { wall: () => scheduler.now(), monotonic: () => scheduler.now() },
      });
      const client = createClient(kraken, { transport, scheduler, random: () => 0.5, linger: 0 });
      const heard: string[] = [];
      const feed$ = client.feed({ channel: 'trades', symbol: 'BTC/USD' });
      const subscription = feed$.subscribe((event) => heard.push(told(event)));
      scheduler.schedule(() => subscription.unsubscribe(), 20_000);
      expectObservable(NEVER, '^ 30s !').toBe('');
      flush();
      const played: string[] = [];
      replaySession(lines, kraken).subscribe((event) => played.push(told(event)));
      expect(heard.length).toBeGreaterThan(20);
      const ofData = (words: readonly string[]) => words.filter((word) => /^\d+$/.test(word));
      expect(ofData(played)).toEqual(ofData(heard));
    })();
  });
});

describe('recordHttp', () => {
  it('writes good answers, redacted, and passes all of them', () => {
    const lines: SessionLine[] = [];
    const statuses = [200, 429];
    const http = recordHttp(
      () => of({ status: statuses.shift() ?? 0, headers: {}, body: '{"result":{"token":"CANARY"}}' }),
      (line) => lines.push(line),
      { clock: at(2) },
    );
    const heard: number[] = [];
    for (let i = 0; i < 2; i++)
      http({ method: 'POST', url: 'https://v/token?nonce=1' }).subscribe(({ status, body }) => {
        heard.push(status);
        expect(body).toContain('CANARY');
      });
    expect(heard).toEqual([200, 429]);
    expect(lines).toEqual([
      { t: 1_002_000, k: 'http', url: 'https://v/token?nonce=1', raw: '{"result":{"token":"REDACTED"}}' },
    ]);
  });

  it(
    'asks when it is subscribed, errors and leaves as the other does',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer$ = cold<{ status: number; headers: object; body: string }>('---#');
      const http = recordHttp(
        () => answer$ as never,
        () => {},
      );
      expectObservable(http({ method: 'GET', url: 'https://v/' })).toBe('---#');
      expectObservable(http({ method: 'GET', url: 'https://v/' }), '^!').toBe('');
      expectSubscriptions(answer$.subscriptions).toBe(['^--!', '^!']);
    }),
  );
});
