import { describe, expect, it } from '@jest/globals';
import { map, of, take } from 'rxjs';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { type ReplayOptions, replaySession } from '../../src/record/index.ts';
import { marbles } from '../../src/testing/index.ts';
import { acked, line, open, played, recv, retold, T0, told, trade, tradesOf } from './session.ts';

const TRADES = 'trades|BTC/USD|||';
const subscribed = (ms: number, c = 0): string => recv(ms, acked('subscribe', tradesOf()), c);
const unsubscribed = (ms: number): string => recv(ms, acked('unsubscribe', tradesOf()));
const session = [open(0), subscribed(2), recv(8, trade(7)), recv(12, trade(8))];
const asTold = ['stale connecting 0', 'live 1', '7', '8'];

describe('replaySession', () => {
  it('tells the feed of what the recording subscribed, in the recording’s time', async () => {
    const subscription = { channel: 'trades', symbol: 'BTC/USD' };
    const value = { kind: 'trade', exchange: 'kraken', priceText: '100.5', unit: 'base' };
    expect(await played(session)).toEqual([
      { kind: 'stale', subscription, epoch: 0, reason: 'connecting', since: T0 + 2 },
      { kind: 'live', subscription, epoch: 1 },
      { kind: 'data', subscription, value: expect.objectContaining({ ...value, id: '7', receivedAt: T0 + 8 }) },
      { kind: 'data', subscription, value: expect.objectContaining({ ...value, id: '8', receivedAt: T0 + 12 }) },
    ]);
  });

  it(
    'spaces events as they were recorded where speed is a number',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const values = { s: 'stale connecting 0', l: 'live 1', a: '7', b: '8' };
      const [o = '', p = '', q = '', r = ''] = session;
      const lines$ = cold('                 (opqr|)', { o, p, q, r });
      const replayed$ = replaySession(lines$, kraken, { speed: 1, scheduler }).pipe(map(told));
      expectObservable(replayed$).toBe('    --(sl)--a---(b|)', values);
      expectObservable(replayed$, '^-----!').toBe('--(sl)-', values);
      expectSubscriptions(lines$.subscriptions).toBe(['(^!)', '(^!)']);
      const twice$ = replaySession(session, kraken, { speed: 0.5, scheduler }).pipe(map(told));
      expectObservable(twice$).toBe('       ----(sl)--------a-------(b|)', values);
    }),
  );

  it('plays anew for each subscriber', async () => {
    const replayed$ = replaySession(session, kraken).pipe(map(told));
    for (const _ of [1, 2]) {
      const heard: string[] = [];
      replayed$.subscribe((word) => heard.push(word));
      expect(heard).toEqual(asTold);
    }
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the speed %d before it reads', (speed) => {
    let read = 0;
    const lines = (function* () {
      read++;
      yield* session;
    })();
    expect(errorOf(lines, { speed })).toMatchObject({ kind: 'invalid-options', context: { option: 'speed' } });
    expect(read).toBe(0);
  });

  it('refuses a dialect the venue does not have', () => {
    expect(errorOf([], { dialect: 'private' })).toMatchObject({
      kind: 'invalid-options',
      context: { option: 'dialect', expected: 'public or auth' },
    });
  });

  it('says which line is none, after what came before it', () => {
    const heard: unknown[] = [];
    replaySession([...session, '', '{"t":1}', recv(20, trade(9))], kraken).subscribe({
      next: (event) => heard.push(told(event)),
      error: ({ kind, context }) => heard.push([kind, context.what]),
    });
    expect(heard).toEqual([...asTold, ['protocol-violation', 'session line 6']]);
  });

  it('stops reading when nobody listens any more, in the midst of a frame too', () => {
    const row = JSON.parse(trade(7)).data[0];
    const frame = JSON.stringify({
      channel: 'trade',
      data: [row, { ...row, trade_id: 8 }, { ...row, symbol: 'ETH/USD' }],
    });
    let read = 0;
    const lines = (function* () {
      for (const text of [open(0), subscribed(2), recv(3, frame), recv(4, trade(9))]) {
        read++;
        yield text;
      }
    })();
    const heard: string[] = [];
    replaySession(lines, kraken)
      .pipe(map(told), take(3))
      .subscribe((word) => heard.push(word));
    expect([heard, read]).toEqual([['stale connecting 0', 'live 1', '7'], 3]);
  });

  it('passes over what was sent and what came over HTTP', async () => {
    const lines = [
      line(0, 'http', { url: 'https://api.kraken.com', raw: '{' }),
      ...session.slice(0, 2),
      line(3, 'send', { raw: '{"method":"ping"}' }),
      line(4, 'http', { url: '', raw: '' }),
      ...session.slice(2),
    ];
    expect(await retold(lines)).toEqual({ feeds: { [TRADES]: asTold }, reports: [] });
  });

  it('reads binary frames, and reports those that are broken', async () => {
    const binary = (text: string) => line(12, 'recv', { b64: btoa(text) });
    const broken = [line(9, 'recv', { b64: '*' }), line(9, 'recv', { b64: btoa('\xff') }), recv(9, '{"channel":')];
    const { feeds, reports } = await retold([...session.slice(0, 3), ...broken, binary(trade(8))]);
    expect(feeds).toEqual({ [TRADES]: asTold });
    expect(reports).toEqual(
      ['base64', 'text encoding', 'JSON'].map((what) => ({
        kind: 'undecodable',
        socket: 'kraken-public',
        error: expect.objectContaining({ kind: 'protocol-violation', context: expect.objectContaining({ what }) }),
      })),
    );
  });

  it('reports what belongs to no feed', async () => {
    const socket = 'kraken-public';
    const frames = [
      '{"channel":"status","data":[{"system":"online"}]}',
      '{"channel":"heartbeat"}',
      '{"method":"pong","req_id":1}',
      '{"Error":"Exceeded msg rate"}',
      '{"method":"subscribe","success":false,"error":"Currency pair not supported A/B","symbol":"A/B"}',
      '{"channel":"mystery"}',
      '{"method":"subscribe","success":true,"result":{"channel":"instrument"}}',
      trade(7).replace('"price":100.5', '"price":null'),
    ];
    const { reports } = await retold([...session.slice(0, 2), ...frames.map((frame) => recv(3, frame))]);
    expect(reports).toEqual([
      { kind: 'notice', socket, text: 'system online' },
      { kind: 'notice', socket, text: 'Exceeded msg rate' },
      { kind: 'notice', socket, text: 'subscribe refused: Currency pair not supported A/B' },
      { kind: 'unknown-frame', socket },
      { kind: 'unknown-frame', socket },
      { kind: 'undecodable', socket, error: expect.objectContaining({ kind: 'protocol-violation' }) },
    ]);
  });

  it('takes an observable, a promise or an asynchronous iterable of lines', async () => {
    async function* later(): AsyncGenerator<string> {
      yield* session;
    }
    for (const lines of [of(...session), later()]) expect((await retold(lines)).feeds).toEqual({ [TRADES]: asTold });
    expect((await retold(Promise.resolve(open(0)))).feeds).toEqual({});
  });

  it('completes at once for no lines at all', async () => {
    expect(await played([]).catch((error: Error) => error.name)).toEqual([]);
  });
});

describe('replaySession, where a recording unsubscribes or reconnects', () => {
  it('is stale from the end of a subscription to its next beginning', async () => {
    const left = [...asTold, 'stale unsubscribed-by-venue 1'];
    const lines = [...session, unsubscribed(13), recv(14, trade(9))];
    expect((await retold(lines)).feeds).toEqual({ [TRADES]: left });
    // What comes before an acknowledgement follows it, as in a live client: venues do send data first.
    const again = [...lines, subscribed(15), recv(16, trade(10))];
    expect((await retold(again)).feeds).toEqual({ [TRADES]: [...left, 'live 1', '9', '10'] });
  });

  it('loses nothing where end and beginning came at one instant', async () => {
    const lines = [...session, unsubscribed(13), subscribed(13), recv(13, trade(9))];
    expect((await retold(lines)).feeds).toEqual({
      [TRADES]: [...asTold, 'stale unsubscribed-by-venue 1', 'live 1', '9'],
    });
  });

  it('takes no notice of a second acknowledgement', async () => {
    expect((await retold([...session.slice(0, 3), subscribed(9), ...session.slice(3)])).feeds).toEqual({
      [TRADES]: asTold,
    });
  });

  it('begins a new epoch where the connection opened again', async () => {
    const lines = [...session, open(20), recv(21, '{"channel":"heartbeat"}'), subscribed(22), recv(23, trade(9))];
    const { feeds } = await retold(lines);
    expect(feeds).toEqual({ [TRADES]: [...asTold, 'stale connection-lost 1', 'live 2', '9'] });
  });

  it('begins one too where the first opening was not recorded', async () => {
    const lines = [...session.slice(1), open(20), subscribed(22), recv(23, trade(9))];
    expect((await retold(lines)).feeds).toEqual({ [TRADES]: [...asTold, 'stale connection-lost 1', 'live 2', '9'] });
  });

  it('stays stale where nothing is subscribed after that', async () => {
    expect((await retold([...session, open(20)])).feeds).toEqual({ [TRADES]: [...asTold, 'stale connection-lost 1'] });
  });

  it('goes on with the connection that subscribed last, where several carry one topic', async () => {
    const lines = [...session, open(20, undefined, 1), subscribed(21, 1), recv(22, trade(9)), recv(23, trade(10), 1)];
    expect((await retold(lines)).feeds).toEqual({ [TRADES]: [...asTold, 'stale connection-lost 1', 'live 2', '10'] });
  });

  it('touches with one connection’s loss no topic of another', async () => {
    const other = recv(3, acked('subscribe', tradesOf('ETH/USD')), 1);
    const lines = [...session, other, recv(14, trade(3, 'ETH/USD'), 1), open(20), recv(21, trade(4, 'ETH/USD'), 1)];
    expect((await retold(lines)).feeds).toEqual({
      [TRADES]: [...asTold, 'stale connection-lost 1'],
      'trades|ETH/USD|||': ['stale connecting 0', 'live 2', '3', '4'],
    });
  });

  it('plays on where one of its reporters or listeners throws', async () => {
    const failures: unknown[] = [];
    const heard: string[] = [];
    const replayed$ = replaySession([open(0), recv(1, '{}'), ...session.slice(1)], kraken, {
      onReport: () => {
        throw new Error('reporter');
      },
    });
    const { config } = await import('rxjs');
    config.onUnhandledError = (error) => failures.push((error as Error).message);
    replayed$.subscribe((event) => {
      heard.push(told(event));
      if (event.kind === 'live') throw new Error('listener');
    });
    await new Promise((resolve) => setTimeout(resolve));
    config.onUnhandledError = null;
    expect(heard).toEqual(asTold);
    expect(failures).toEqual(['reporter', 'listener']);
  });
});

describe('replaySession, of connections that are not the venue’s', () => {
  const elsewhere = (c: number): readonly string[] => [open(0, 'wss://ws.kraken.com', c), recv(1, '[0,[],"trade"]', c)];

  it('errors at the end where there is no other', async () => {
    const heard: unknown[] = [];
    const reports: unknown[] = [];
    replaySession(elsewhere(0), kraken, { onReport: ({ kind }) => reports.push(kind) }).subscribe({
      next: (event) => heard.push(event),
      error: ({ kind, context }) => heard.push([kind, context.what]),
    });
    expect(heard).toEqual([['unsupported', 'the recorded connection on kraken']]);
    expect(reports).toEqual(['unknown-frame']);
  });

  it('passes over them where there is one', async () => {
    const { feeds, reports } = await retold([...elsewhere(1), ...session]);
    expect(feeds).toEqual({ [TRADES]: asTold });
    expect(reports).toEqual([{ kind: 'unknown-frame', socket: 'kraken-unknown' }]);
  });

  it('believes the dialect it is told', async () => {
    const [, ...rest] = session;
    const lines = [open(0, 'wss://elsewhere/v9'), ...rest];
    expect((await retold(lines, { dialect: 'public' })).feeds).toEqual({ [TRADES]: asTold });
  });

  it('knows a simulated venue by the path', async () => {
    const [, ...rest] = session;
    expect((await retold([open(0, 'ws://127.0.0.1:8080/v2'), ...rest])).feeds).toEqual({ [TRADES]: asTold });
  });
});

function errorOf(lines: Iterable<string>, options: ReplayOptions): unknown {
  let failure: unknown;
  replaySession(lines, kraken, options).subscribe({
    next: (event: FeedEvent<unknown>) => event,
    error: (error: unknown) => {
      failure = error;
    },
  });
  return failure;
}
