import { describe, expect, it } from '@jest/globals';
import { Subject, VirtualTimeScheduler } from 'rxjs';
import { connectionOver } from '../../src/connection/connectionOver.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Socket } from '../../src/transport/socket.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

/** A connection over a socket that writes down what is sent, the peer's messages, and its settings. */
function opened(own: Partial<ConnectionSettings<Note>> = {}, wire: Partial<Socket> = {}) {
  const messages$ = new Subject<Note>();
  const sent: Frame[] = [];
  const scheduler = new VirtualTimeScheduler(undefined, 0);
  const settings = connectionSettings(scheduler, { pending: 1_000, ...own });
  let over = false;
  const { connection, lateReplies$ } = connectionOver<Note>({
    epoch: 7,
    messages$,
    isOver: () => over,
    settings,
    socket: {
      frames$: new Subject<Frame>(),
      get bufferedAmount() {
        return wire.bufferedAmount ?? 0;
      },
      send: wire.send ?? ((frame) => sent.push(frame)),
    },
  });
  const end = (): void => {
    over = true;
    messages$.complete();
  };
  return { connection, lateReplies$, messages$, sent, settings, scheduler, end };
}

/** The kind of what a function throws, and of its cause. */
function thrownBy(act: () => void): readonly unknown[] {
  try {
    act();
  } catch (error) {
    return isColdwireError(error) ? [error.kind, error.cause] : [error];
  }
  return [];
}

describe('a connection', () => {
  it('sends what it is given, encoded, and counts it', () => {
    const { connection, sent, settings } = opened();
    connection.send({ op: 'ping' });
    connection.request({ op: 'time' }).subscribe();
    expect(sent).toEqual(['{"op":"ping"}', '{"op":"time","id":1}']);
    expect(settings.counters.framesOut).toBe(2);
    expect(connection.epoch).toBe(7);
  });

  it('sends nothing once it is over', () => {
    const { connection, sent, settings, end } = opened();
    end();
    expect(thrownBy(() => connection.send({}))).toEqual(['not-sent', undefined]);
    const errors: unknown[] = [];
    connection.request({}).subscribe({ error: ({ kind }) => errors.push(kind) });
    expect(errors).toEqual(['not-sent']);
    expect(sent).toEqual([]);
    expect(settings.counters.framesOut).toBe(0);
  });

  it('says not-sent of what cannot be encoded or handed over, and sends the next', () => {
    const cause = new Error('buffer');
    const { connection, sent, settings } = opened(undefined, {
      send: (frame) => {
        if (frame === '"bad"') throw cause;
        sent.push(frame);
      },
    });
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(thrownBy(() => connection.send(cycle))).toEqual(['not-sent', expect.any(TypeError)]);
    expect(thrownBy(() => connection.send('bad'))).toEqual(['not-sent', cause]);
    connection.send('good');
    expect(sent).toEqual(['"good"']);
    expect(settings.counters.framesOut).toBe(1);
  });

  it('passes the not-sent of a socket as it is', () => {
    const error = new ColdwireError('not-sent');
    const { connection } = opened(undefined, {
      send: () => {
        throw error;
      },
    });
    expect(() => connection.send({})).toThrow(error);
  });

  it.each([
    ['1 MiB', undefined, 1_048_576],
    ['what maxUnsent says', 10, 10],
  ])('refuses to send while more than %s waits to leave', (_, maxUnsent, limit) => {
    let bufferedAmount = limit;
    const { connection, sent } = opened(
      { maxUnsent },
      {
        get bufferedAmount() {
          return bufferedAmount;
        },
      },
    );
    connection.send(1);
    bufferedAmount++;
    const overflow = new ColdwireError('overflow', { limit, what: 'bytes that wait to leave' });
    expect(thrownBy(() => connection.send(2))).toEqual(['not-sent', overflow]);
    expect(sent).toEqual(['1']);
  });
});

describe('the replies of a connection', () => {
  const late = (own?: Partial<ConnectionSettings<Note>>) => {
    let told = 0;
    const parts = opened({ ...own, onLateReply: () => told++ });
    parts.lateReplies$.subscribe();
    return { ...parts, counted: () => [parts.settings.counters.lateReplies, told] };
  };

  it('are counted and told of when nobody waits for them, any more or at all', () => {
    const { connection, messages$, counted, scheduler } = late();
    const heard: Note[] = [];
    connection.request({}, { timeout: 5 }).subscribe({ next: (note) => heard.push(note), error: () => {} });
    messages$.next({ id: 1 });
    expect(counted()).toEqual([0, 0]);
    messages$.next({ id: 1 });
    messages$.next({ id: 'stranger' });
    connection.request({}, { timeout: 5 }).subscribe({ error: () => {} });
    scheduler.maxFrames = 5;
    scheduler.flush();
    messages$.next({ id: 2 });
    connection.request({}).subscribe().unsubscribe();
    messages$.next({ id: 3 });
    expect(counted()).toEqual([4, 4]);
    expect(heard).toEqual([{ id: 1 }]);
  });

  it('are left to others where they answer what is no request', () => {
    const { messages$, counted } = late({ isElsewhere: ({ text }) => text === 'subscribed' });
    messages$.next({ id: 7, text: 'subscribed' });
    expect(counted()).toEqual([0, 0]);
    messages$.next({ id: 7, text: 'done' });
    expect(counted()).toEqual([1, 1]);
  });

  it('are told from messages that answer nobody', () => {
    const { messages$, counted } = late();
    messages$.next({ text: 'data' });
    for (const id of [null, true, {}, { toString: 1 }, []]) messages$.next({ id } as unknown as Note);
    expect(counted()).toEqual([0, 0]);
  });

  it('are no less messages for all who listen', () => {
    const { connection, messages$ } = late();
    const heard: Note[] = [];
    connection.messages$.subscribe((note) => heard.push(note));
    connection.request({}).subscribe();
    for (const id of [1, 1]) messages$.next({ id });
    expect(heard).toEqual([{ id: 1 }, { id: 1 }]);
  });

  it('find their request at the same cost however many wait', () => {
    let asked = 0;
    const { connection, messages$ } = late({
      idOf: ({ id }) => {
        asked++;
        return id;
      },
    });
    const costOf = (id: number): number => {
      const before = asked;
      messages$.next({ id });
      return asked - before;
    };
    const replied: number[] = [];
    const requestMany = (count: number): void => {
      for (let n = 0; n < count; n++) connection.request({}).subscribe(({ id }) => replied.push(Number(id)));
    };
    requestMany(2);
    const cost = costOf(2);
    requestMany(900);
    expect([costOf(3), costOf(902), costOf(500)]).toEqual([cost, cost, cost]);
    expect(replied).toEqual([2, 3, 902, 500]);
  });

  it('match by the text of the id, of whichever type', () => {
    const { connection, messages$, sent } = late();
    const heard: unknown[] = [];
    connection.request({}).subscribe(({ text }) => heard.push(text));
    connection.request({}, { id: 'b' }).subscribe(({ text }) => heard.push(text));
    messages$.next({ id: '1', text: 'one' });
    messages$.next({ id: 'b', text: 'two' });
    expect(heard).toEqual(['one', 'two']);
    expect(sent).toEqual(['{"id":1}', '{"id":"b"}']);
  });

  it('cannot be mistaken for those to messages made by hand', () => {
    const { connection, sent } = late();
    connection.request({}).subscribe();
    expect(connection.nextId()).toBe(2);
    connection.request({}).subscribe();
    expect(sent).toEqual(['{"id":1}', '{"id":3}']);
  });
});
