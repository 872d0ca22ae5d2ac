import { describe, expect, it } from '@jest/globals';
import { Observable, type SchedulerLike, Subject, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import type { Budget } from '../../operators/budget.ts';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import type { Connection, RequestOptions } from '../../src/connection/connection.ts';
import { connectionLife } from '../../src/connection/connectionLife.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import { outboundLimits } from '../../src/limits/outboundLimits.ts';
import type { Frame } from '../../src/model/seams.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

/** A connection whose frames wait for a budget, by default of one in a second, and what leaves and ends when. */
function paced(own: Partial<ConnectionSettings<Note>> = {}, make = oneASecond) {
  const scheduler = new VirtualTimeScheduler(VirtualAction);
  const budget = make(scheduler);
  const frames$ = new Subject<Frame>();
  const sent: string[] = [];
  const ends: string[] = [];
  let lose = (): void => {};
  const settings = connectionSettings(scheduler, {
    limits: outboundLimits([budget], { scheduler, clock: clockOf(scheduler) })({}),
    requestTimeout: 10_000,
    pending: 600,
    transport: () =>
      new Observable((subscriber) => {
        lose = () => subscriber.error(new ColdwireError('connection-lost', { code: 1006 }));
        subscriber.next({ frames$, bufferedAmount: 0, send: (frame) => sent.push(`${scheduler.now()} ${frame}`) });
      }),
    ...own,
  });
  let connection: Connection<Note> | undefined;
  const life = connectionLife(settings).subscribe((event) => {
    if (event.kind === 'ready') connection = event.connection;
  });
  const end = (name: string) => ({
    complete: () => ends.push(`${name} done ${scheduler.now()}`),
    error: (error: unknown) => ends.push(`${name} ${isColdwireError(error) ? error.kind : error} ${scheduler.now()}`),
  });
  const request = (op: string, options?: RequestOptions<Note>) =>
    connection?.request({ op }, options).subscribe(end(op));
  const runTo = (frame: number): void => {
    scheduler.maxFrames = frame;
    scheduler.flush();
    scheduler.frame = frame;
  };
  const timers = (): number => scheduler.actions.filter(({ closed }) => !closed).length;
  return {
    scheduler,
    budget,
    sent,
    ends,
    frames$,
    request,
    runTo,
    timers,
    end,
    lose: () => lose(),
    close: () => life.unsubscribe(),
    connection: (): Connection<Note> => connection as Connection<Note>,
  };
}

function oneASecond(scheduler: SchedulerLike): Budget {
  return slidingWindow({ limit: 1, window: 1_000, scheduler });
}

describe('requests with limits', () => {
  it('a cancel passes before 500 subscriptions that wait', () => {
    const { connection, request, runTo, sent } = paced();
    for (let ask = 0; ask < 500; ask++)
      connection()
        .sendInTurn(() => ({ ask }), { lane: 'subscribe' })
        .subscribe();
    request('place');
    request('cancel', { lane: 'cancel' });
    runTo(3_500);
    expect(sent).toEqual([
      '0 {"ask":0}',
      '1000 {"op":"cancel","id":2}',
      '2000 {"op":"place","id":1}',
      '3000 {"ask":1}',
    ]);
  });

  it('whose time is up while they wait are not-sent, and nothing is', () => {
    const { request, runTo, sent, ends, timers, budget } = paced();
    request('first', { timeout: 500 });
    request('late', { timeout: 500 });
    request('silent', { timeout: 500, replies: 0 });
    request('idempotent', { timeout: 500, idempotent: true });
    runTo(10_000);
    expect(sent).toEqual(['0 {"op":"first","id":1}']);
    expect(ends).toEqual([
      'first outcome-unknown 500',
      'late not-sent 500',
      'silent not-sent 500',
      'idempotent not-sent 500',
    ]);
    expect([timers(), budget.waitFor(1)]).toEqual([0, 0]);
  });

  it('have the time that is left after the wait for their replies', () => {
    const { request, runTo, ends } = paced();
    request('first', { replies: 0 });
    request('waits', { timeout: 1_500 });
    request('then', { timeout: 2_500, replies: 0 });
    runTo(10_000);
    expect(ends).toEqual(['first done 0', 'waits outcome-unknown 1500', 'then done 2000']);
  });

  it('that wait when the connection is lost are not-sent at once, and never sent by the next', () => {
    const { request, runTo, sent, ends, lose, timers, connection, close } = paced();
    request('sent');
    request('waits');
    request('silent', { replies: 0 });
    const old = connection();
    old
      .sendInTurn(() => 'never', { lane: 'auth' })
      .subscribe({ error: (error: ColdwireError) => ends.push(error.kind) });
    runTo(100);
    lose();
    expect([...ends].sort()).toEqual([
      'not-sent',
      'sent outcome-unknown 100',
      'silent not-sent 100',
      'waits not-sent 100',
    ]);
    runTo(5_000);
    expect(sent).toEqual(['0 {"op":"sent","id":1}']);
    expect(connection().epoch).toBe(2);
    old
      .sendInTurn(() => 'never', { lane: 'auth' })
      .subscribe({ error: (error: ColdwireError) => ends.push(error.kind) });
    expect(ends.at(-1)).toBe('not-sent');
    close();
    expect(timers()).toBe(0);
  });

  it('free their place when left, whole', () => {
    const { request, runTo, sent, timers } = paced({ pending: 2 });
    request('first', { replies: 0 });
    const left = request('left');
    request('next', { replies: 0 });
    left?.unsubscribe();
    request('last', { replies: 0 });
    runTo(5_000);
    expect(sent).toEqual(['0 {"op":"first","id":1}', '1000 {"op":"next","id":3}', '2000 {"op":"last","id":4}']);
    expect(timers()).toBe(0);
  });

  it('overflow when too many wait', () => {
    const { request, ends } = paced({ pending: 2 });
    request('first');
    request('second');
    request('third');
    expect(ends).toEqual(['third overflow 0']);
  });

  it('cost what they weigh, and are refused a weight or a lane that there is not', () => {
    const ofTen = (scheduler: SchedulerLike): Budget => slidingWindow({ limit: 10, window: 1_000, scheduler });
    const { request, runTo, sent, ends } = paced({}, ofTen);
    request('heavy', { weight: 8, replies: 0 });
    request('waits', { weight: 3, replies: 0 });
    request('free', { weight: 0, replies: 0, lane: 'cancel' });
    for (const weight of [10.5, -1, Number.NaN]) request('no', { weight });
    request('no', { lane: 'constructor' as 'order' });
    runTo(2_000);
    expect(sent.map((line) => line.split(',')[0])).toEqual(['0 {"op":"heavy"', '0 {"op":"free"', '1000 {"op":"waits"']);
    expect(ends.filter((end) => end.startsWith('no'))).toEqual(Array.from({ length: 4 }, () => 'no invalid-options 0'));
  });

  it('are made when they leave, and what goes without asking counts', () => {
    const { scheduler, connection, runTo, sent } = paced();
    connection().send('unasked');
    connection().send('unasked');
    connection()
      .sendInTurn(() => ({ signedAt: scheduler.now() }), { lane: 'auth' })
      .subscribe();
    runTo(5_000);
    // Of two at once in a limit of one both must have passed.
    expect(sent).toEqual(['0 "unasked"', '0 "unasked"', '1000 {"signedAt":1000}']);
  });

  it('pass on what the making of a message throws, as it is', () => {
    const { connection, ends, end, sent } = paced();
    const broken = (): never => {
      throw new TypeError('broken');
    };
    connection().sendInTurn(broken, { lane: 'auth' }).subscribe(end('broken'));
    expect([ends, sent]).toEqual([['broken TypeError: broken 0'], []]);
  });

  it('share the limit with heartbeats, which go before all but cancels', () => {
    const { connection, request, runTo, sent } = paced({
      heartbeat: { every: 300, message: () => 'ping', isReply: ({ text }) => text === 'pong', within: 3_600_000 },
    });
    for (let ask = 0; ask < 20; ask++)
      connection()
        .sendInTurn(() => ask, { lane: 'subscribe' })
        .subscribe();
    runTo(1_100);
    request('cancel', { lane: 'cancel', replies: 0 });
    runTo(4_100);
    expect(sent).toEqual(['0 0', '1000 "ping"', '2000 {"op":"cancel","id":2}', '3000 "ping"', '4000 "ping"']);
  });

  it('let no heartbeats pile up behind one that waits', () => {
    const ofTen = (scheduler: SchedulerLike): Budget => slidingWindow({ limit: 10, window: 1_000, scheduler });
    const { budget, runTo, sent } = paced({ heartbeat: { every: 1_000, message: () => 'ping' } }, ofTen);
    budget.penalise(5_500);
    runTo(6_500);
    expect(sent).toEqual(['5500 "ping"', '6000 "ping"']);
  });

  it('let a heartbeat have its time for the answer from when it left', () => {
    const { connection, runTo, ends, frames$, scheduler, close } = paced({
      heartbeat: { every: 500, message: () => 'ping', isReply: ({ text }) => text === 'pong', within: 400 },
    });
    connection().send('unasked');
    connection().messages$.subscribe({ complete: () => ends.push(`lost ${scheduler.now()}`) });
    runTo(1_300);
    frames$.next('{"text":"pong"}');
    runTo(2_399);
    expect(ends).toEqual([]);
    runTo(2_400);
    expect(ends).toEqual(['lost 2400']);
    close();
  });

  it('wait for nothing where no budget is', () => {
    const { request, sent } = paced({ limits: connectionSettings(new VirtualTimeScheduler()).limits });
    for (let count = 0; count < 3; count++) request('go');
    expect(sent).toHaveLength(3);
  });
});
