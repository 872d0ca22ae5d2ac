import { describe, expect, it } from '@jest/globals';
import { switchboard } from '../../src/simulation/switchboard.ts';
import { handClock } from './bareClient.ts';
import type { Connection, VenueEndpoint } from '../../src/simulation/venueSide.ts';

/** A socket of an endpoint with these limits, and all that befalls it. */
const opened = (limits: Partial<VenueEndpoint>, breached?: (rule: string, connection: Connection) => void) => {
  const clock = handClock();
  const events: unknown[] = [];
  const board = switchboard({
    scheduler: clock,
    latency: () => 1,
    write: () => {},
    violate: (rule, detail) => events.push(`${rule}: ${detail}`),
    came: () => {},
    went: () => events.push('gone'),
  });
  const endpoint: VenueEndpoint = {
    path: '/',
    dials: { count: 1, window: 1, ban: 0 },
    connected: (connection) => ({
      receive: (frame) => events.push(frame),
      ...(breached === undefined ? {} : { breached: (rule) => breached(rule, connection) }),
      left: () => {},
    }),
    ...limits,
  };
  const line = board.connect(
    {
      deliver: (frame) => events.push(`out ${String(frame)}`),
      ping: () => events.push('ping'),
      end: (goodbye) => events.push(goodbye),
      hold: () => {},
    },
    endpoint,
    { path: '/', query: new URLSearchParams(), headers: {} },
  );
  line.opened();
  return { clock, events, line, board };
};

describe('a socket of the venue', () => {
  it('is closed when it carries more than the endpoint bears, which goes unread', () => {
    const { line, events, clock } = opened({ messages: { count: 2, window: 1_000 } });
    line.receive('a');
    expect(line.pinged()).toBe(true);
    line.receive('b');
    clock.pass(1_000);
    line.receive('c');
    line.receive('d');
    line.receive('e');
    line.receive('f');
    expect(events).toEqual([
      'a',
      'b',
      'c',
      'd',
      'message-rate: more than 2 in 1000 ms on s1',
      'gone',
      { code: 1008, reason: 'message-rate' },
    ]);
  });

  it("counts the client's pings and pongs where the venue does", () => {
    const { line, events } = opened({ messages: { count: 3, window: 1_000, controls: true } });
    expect(line.pinged()).toBe(true);
    line.ponged();
    line.receive('a');
    expect(line.pinged()).toBe(false);
    expect(events).toEqual([
      'a',
      'message-rate: more than 3 in 1000 ms on s1',
      'gone',
      { code: 1008, reason: 'message-rate' },
    ]);
  });

  it('measures frames in bytes, and leaves the reaction to who has one', () => {
    const { line, events } = opened({ frameBytes: 4 }, (rule, { send }) => send(`no: ${rule}`));
    line.receive('abcd');
    line.receive('äöü');
    line.receive(Uint8Array.of(1, 2, 3, 4, 5));
    expect(events).toEqual([
      'abcd',
      'frame-bytes: 6 bytes in a frame, where 4 is the most on s1',
      'out no: frame-bytes',
      'frame-bytes: 5 bytes in a frame, where 4 is the most on s1',
      'out no: frame-bytes',
    ]);
  });

  it('pings by itself, and closes where no pong comes in time', () => {
    const { line, events, clock } = opened({ pings: { every: 20_000, within: 60_000 } });
    clock.pass(20_000);
    line.ponged();
    clock.pass(79_999);
    expect(events).toEqual(['ping', 'ping', 'ping', 'ping']);
    clock.pass(1);
    expect(events.slice(-2)).toEqual(['gone', { code: 1008, reason: 'Pong timeout' }]);
    expect(clock.waiting()).toBe(0);
  });

  it('may be closed the moment it opens', () => {
    const told: string[] = [];
    const { events, line, clock } = opened({
      connected: ({ close, inTurn }) => {
        inTurn(() => told.push('never'));
        close({ code: 1013, reason: 'full' });
        return { receive: () => told.push('heard'), left: () => told.push('left') };
      },
    });
    line.receive('a');
    clock.pass(100);
    expect([events, told]).toEqual([[{ code: 1013, reason: 'full' }], ['left']]);
  });

  it('neither pings nor hears pongs while it is silent', () => {
    const { line, events, clock, board } = opened({ pings: { every: 1_000, within: 5_000 } });
    board.commit({ t: 0, kind: 'silence', args: {} });
    clock.pass(3_000);
    expect(line.pinged()).toBe(false);
    expect(events).toEqual([]);
  });
});
