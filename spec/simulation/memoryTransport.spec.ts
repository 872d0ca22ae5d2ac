import { describe, expect, it } from '@jest/globals';
import { take } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Socket } from '../../src/transport/socket.ts';
import { rig } from './bareClient.ts';

const endpoint = { url: 'wss://ws.kraken.com/v2' };

describe("the simulated venue's transport", () => {
  it('dials on subscribe, anew for each, and emits one socket', () => {
    const { clock, venue } = rig();
    const sockets: Socket[] = [];
    const socket$ = venue.transport(endpoint);
    expect(clock.waiting()).toBe(0);
    const dials = [
      socket$.subscribe((socket) => sockets.push(socket)),
      socket$.subscribe((socket) => sockets.push(socket)),
    ];
    expect(sockets).toEqual([]);
    clock.pass(1_000);
    expect(sockets.length).toBe(2);
    expect(new Set(venue.journal.map(({ socket }) => socket))).toEqual(new Set(['s1', 's2']));
    for (const dial of dials) dial.unsubscribe();
    expect(clock.waiting()).toBe(0);
  });

  it('keeps the greeting for a reader who comes later, and has one reader only', () => {
    const { clock, venue } = rig();
    let socket: Socket | undefined;
    venue.transport(endpoint).subscribe((opened) => {
      socket = opened;
    });
    clock.pass(500);
    const [frames, errors]: [unknown[], unknown[]] = [[], []];
    socket?.frames$.subscribe((frame) => frames.push(frame));
    socket?.frames$.subscribe({ error: (error: unknown) => errors.push(error) });
    expect(frames).toEqual([expect.stringContaining('"channel":"status"')]);
    expect(isColdwireError(errors[0], 'unsupported')).toBe(true);
  });

  it('overflows where a thousand frames have no reader', () => {
    const { clock, venue } = rig();
    const errors: unknown[] = [];
    venue.transport(endpoint).subscribe({
      next: ({ send }) =>
        ['book', 'trade', 'ticker'].forEach((channel) =>
          send(JSON.stringify({ method: 'subscribe', params: { channel, symbol: ['BTC/USD', 'ETH/USD'] } })),
        ),
      error: (error: unknown) => errors.push(error),
    });
    clock.pass(600_000);
    expect(isColdwireError(errors[0], 'overflow')).toBe(true);
    expect(clock.waiting()).toBe(0);
  });

  it('takes frames the moment the socket is there', () => {
    const { clock, dial } = rig();
    const client = dial();
    client.send({ method: 'ping', req_id: 3 });
    clock.pass(100);
    expect(client.answers()[0]?.message).toMatchObject({ method: 'pong', req_id: 3 });
  });

  it('errors with connection-lost however the venue ends it, after which nothing can be sent', () => {
    for (const [args, context] of [
      [{}, { code: 1006, reason: '', wasClean: false }],
      [{ code: 1000 }, { code: 1000, reason: '', wasClean: true }],
      [
        { code: 1012, reason: 'restart' },
        { code: 1012, reason: 'restart', wasClean: true },
      ],
    ] as const) {
      const { clock, venue, dial } = rig();
      const client = dial();
      clock.pass(100);
      let completed = false;
      client.socket()?.pongs$?.subscribe({ complete: () => (completed = true) });
      venue.inject({ t: 0, kind: 'drop', args });
      expect(client.errors).toEqual([expect.objectContaining({ kind: 'connection-lost', context })]);
      expect(completed).toBe(true);
      let thrown: unknown;
      try {
        client.send('x');
      } catch (error) {
        thrown = error;
      }
      expect(isColdwireError(thrown, 'not-sent')).toBe(true);
    }
  });

  it('delivers nothing after unsubscription, and can send nothing', () => {
    const { clock, venue } = rig();
    const frames: unknown[] = [];
    let socket: Socket | undefined;
    const dial = venue.transport(endpoint).subscribe((opened) => {
      socket = opened;
      opened.frames$.subscribe((frame) => frames.push(frame));
      opened.send(JSON.stringify({ method: 'subscribe', params: { channel: 'book', symbol: ['BTC/USD'] } }));
    });
    clock.pass(1_000);
    const before = frames.length;
    dial.unsubscribe();
    venue.inject({ t: 0, kind: 'unknown-frame', args: {} });
    clock.pass(1_000);
    expect(frames.length).toBe(before);
    expect(() => socket?.send('x')).toThrow('not-sent');
    expect(() => socket?.ping?.()).toThrow('not-sent');
  });

  it('is over at once where only the socket was wanted', () => {
    const { clock, venue } = rig();
    venue.transport(endpoint).pipe(take(1)).subscribe();
    clock.pass(1_000);
    expect(clock.waiting()).toBe(0);
  });

  it('answers pings of the protocol, unless it is silent', () => {
    const { clock, venue, dial } = rig();
    const client = dial();
    clock.pass(100);
    let pongs = 0;
    client.socket()?.pongs$?.subscribe(() => pongs++);
    client.socket()?.ping?.();
    venue.inject({ t: 0, kind: 'silence', args: {} });
    client.socket()?.ping?.();
    expect(pongs).toBe(1);
  });

  it('finds no endpoint at another path, and no url in what is none', () => {
    const { clock, dial } = rig();
    const [lost, wrong] = [dial('wss://user:secret@ws.kraken.com/v1?token=1'), dial('nonsense')];
    clock.pass(1_000);
    expect(lost.errors).toEqual([
      expect.objectContaining({ kind: 'dial-failed', context: { url: 'wss://ws.kraken.com/v1', status: 404 } }),
    ]);
    expect(isColdwireError(wrong.errors[0], 'invalid-options')).toBe(true);
  });
});
