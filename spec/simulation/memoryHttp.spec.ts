import { describe, expect, it } from '@jest/globals';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { rig } from './bareClient.ts';

const START = Date.UTC(2023, 6, 6, 18, 50, 48);

const asking = (options: Parameters<typeof rig>[0] = {}) => {
  const { clock, venue } = rig(options, START);
  return {
    clock,
    venue,
    get: (path: string, method = 'GET') => {
      const events: unknown[] = [];
      venue.http({ method, url: `https://api.kraken.com${path}` }).subscribe({
        next: ({ status, body }) => events.push([status, body === '' ? '' : JSON.parse(body)]),
        error: (error: unknown) => events.push(error),
        complete: () => events.push('complete'),
      });
      return events;
    },
  };
};

describe("the simulated venue's http", () => {
  it('tells the time and its state, synchronously', () => {
    const { clock, venue, get } = asking();
    expect(get('/0/public/Time')).toEqual([
      [200, { error: [], result: { unixtime: 1_688_669_448, rfc1123: 'Thu, 06 Jul 23 18:50:48 +0000' } }],
      'complete',
    ]);
    clock.pass(72_000);
    venue.inject({ t: 0, kind: 'system-status', args: { system: 'maintenance' } });
    expect(get('/0/public/SystemStatus?x=1')).toEqual([
      [200, { error: [], result: { status: 'maintenance', timestamp: '2023-07-06T18:52:00Z' } }],
      'complete',
    ]);
  });

  it("answers what it does not know with 404 in Kraken's envelope", () => {
    const { get } = asking();
    expect(get('/0/public/Nope')).toEqual([[404, { error: ['EGeneral:Unknown method'] }], 'complete']);
    expect(get('/0/public/Time', 'POST')).toEqual([[404, { error: ['EGeneral:Unknown method'] }], 'complete']);
  });

  it('is down in an outage, and says so where it can', () => {
    const { clock, venue, get } = asking();
    venue.inject({ t: 0, kind: 'outage', args: { for: 1_000, status: 503 } });
    expect(get('/0/public/Time')).toEqual([[503, ''], 'complete']);
    clock.pass(1_000);
    expect(get('/0/public/Time').length).toBe(2);
    venue.inject({ t: 0, kind: 'outage', args: { for: 1_000 } });
    expect(isColdwireError(get('/0/public/Time')[0], 'dial-failed')).toBe(true);
  });
});
