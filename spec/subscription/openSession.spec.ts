import { describe, expect, it } from '@jest/globals';
import {
  defer,
  ignoreElements,
  NEVER,
  type Observable,
  queueScheduler,
  Subject,
  take,
  tap,
  VirtualTimeScheduler,
} from 'rxjs';
import type { Connection } from '../../src/connection/connection.ts';
import { type LiveSession, openSession, type Stray } from '../../src/subscription/openSession.ts';
import { type Message, tinyDialect, tinyTopic, tradesFrame } from '../helpers/tinyDialect.ts';

/** A session over a connection that is a subject. */
function opened({ synchronous = false } = {}) {
  const scheduler = new VirtualTimeScheduler();
  scheduler.maxFrames = 0;
  const messages$ = new Subject<unknown>();
  const sent: Message[] = [];
  const strays: Stray[] = [];
  const receipts: number[] = [];
  const heard: string[] = [];
  let lastId = 40;
  let stalledFor = 0;
  let session: LiveSession | undefined;
  const connection: Connection = {
    epoch: 3,
    messages$,
    send: () => {},
    sendInTurn: (make) =>
      defer(() => make() as Observable<Message>).pipe(
        take(1),
        tap((message) => {
          sent.push(message);
          if (synchronous) messages$.next({ did: 'subscribe', id: lastId, symbol: 'A' });
        }),
        ignoreElements(),
      ),
    request: () => NEVER,
    nextId: () => ++lastId,
  };
  const session$ = openSession(connection, {
    dialect: tinyDialect,
    clock: { wall: () => scheduler.now(), monotonic: () => scheduler.now() + stalledFor },
    scheduler: synchronous ? queueScheduler : scheduler,
    ackTimeout: 10,
    onStray: (stray) => strays.push(stray),
    onMessage: (receivedAt) => receipts.push(receivedAt),
  });
  const follow = (symbol: string) =>
    session?.follow(tinyTopic({ channel: 'trades', symbol })).subscribe({
      next: (signal) => heard.push(signal.kind === 'arrival' ? `${symbol} at ${signal.receivedAt}` : `${symbol} ack`),
      error: () => heard.push(`${symbol} failed`),
    });
  let told = 0;
  const open = (whenOpen = (): void => {}) =>
    session$.subscribe((one) => {
      session = one;
      told++;
      heard.push(...(told > 1 ? ['stalled'] : []));
      whenOpen();
    });
  const stall = (ms: number): void => {
    stalledFor += ms;
  };
  const runTo = (frame: number): void => {
    scheduler.maxFrames = frame;
    scheduler.flush();
  };
  return {
    scheduler,
    messages$,
    sent,
    strays,
    receipts,
    heard,
    session$,
    open,
    follow,
    session: () => session,
    stall,
    runTo,
  };
}

describe('openSession', () => {
  it('listens while subscribed, and ends with the connection', () => {
    const { messages$, session$, open, session } = opened();
    expect(messages$.observed).toBe(false);
    const one = open();
    expect([messages$.observed, session()?.epoch]).toEqual([true, 3]);
    one.unsubscribe();
    expect(messages$.observed).toBe(false);
    session$.pipe(take(1)).subscribe();
    expect(messages$.observed).toBe(false);
    let ended = false;
    session$.subscribe({ complete: () => (ended = true) });
    messages$.complete();
    expect(ended).toBe(true);
  });

  it('brings what comes to its topic, stamped, whether alone or several in one message', () => {
    const { scheduler, messages$, heard, receipts, open, follow } = opened();
    open();
    follow('A');
    follow('B');
    scheduler.frame = 7;
    messages$.next([{ did: 'subscribe', id: 41, symbol: 'B' }, tradesFrame('B', '1'), [tradesFrame('A', '1')]]);
    messages$.next(tradesFrame('C', '1'));
    expect(heard).toEqual(['B at 7', 'A at 7']);
    expect(receipts).toEqual([7, 7]);
  });

  it('asks with the ids of the connection', () => {
    const { scheduler, messages$, sent, heard, open, follow, session } = opened();
    open();
    follow('A');
    scheduler.flush();
    expect(sent.map(({ id }) => id)).toEqual([41]);
    messages$.next({ did: 'subscribe', id: 41, symbol: 'A' });
    expect(heard).toEqual(['A ack']);
    expect(session()?.pending()).toBe(0);
  });

  it('hears an answer that comes while it asks, at once', () => {
    const { heard, open, follow } = opened({ synchronous: true });
    const one = open(() => follow('A'));
    expect(heard).toEqual(['A ack']);
    one.unsubscribe();
  });

  it('tells of what no topic asked for, and lets nothing stop it', () => {
    const { messages$, strays, heard, open, follow } = opened();
    open();
    follow('A');
    const late = { did: 'subscribe', id: 9, symbol: 'Z' };
    for (const message of [{ boom: 1 }, { says: 'hello' }, { what: 1 }, late, { beat: 1 }, tradesFrame('A', '1')])
      messages$.next(message);
    expect(strays).toEqual([
      {
        kind: 'undecodable',
        error: expect.objectContaining({ kind: 'protocol-violation', cause: new TypeError('boom') }),
      },
      { kind: 'notice', text: 'hello' },
      { kind: 'unknown-frame' },
      { kind: 'late-reply' },
    ]);
    expect(heard).toEqual(['A at 0']);
  });

  it('says that this side stalled before what came meanwhile', () => {
    const { messages$, heard, open, follow, stall, runTo } = opened();
    open();
    follow('A');
    runTo(5);
    stall(30);
    messages$.next(tradesFrame('A', '1'));
    stall(51);
    messages$.next(tradesFrame('A', '1'));
    expect(heard).toEqual(['A at 0', 'stalled', 'A at 0']);
  });

  it('says that this side stalled though nothing comes, once', () => {
    const { heard, open, stall, runTo } = opened();
    open();
    runTo(70);
    stall(40);
    runTo(80);
    expect(heard).toEqual(['stalled']);
    runTo(200);
    expect(heard).toEqual(['stalled']);
  });

  it('takes no quiet for a stall', () => {
    const { heard, open, runTo } = opened();
    open();
    runTo(1_000);
    expect(heard).toEqual([]);
  });

  it('looks for stalls no more once the connection is over', () => {
    const { scheduler, messages$, open } = opened();
    open();
    expect(scheduler.actions).toHaveLength(1);
    messages$.complete();
    expect(scheduler.actions).toEqual([]);
  });

  it('asks for nothing any more, and holds no timer, once left', () => {
    const { scheduler, sent, open, follow } = opened();
    const one = open();
    follow('A');
    scheduler.flush();
    one.unsubscribe();
    follow('B');
    expect(scheduler.actions).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});
