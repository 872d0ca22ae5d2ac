import { describe, expect, it } from '@jest/globals';
import { gate } from '../../src/simulation/gate.ts';
import type { DialLimit, VenueEndpoint } from '../../src/simulation/venueSide.ts';

const few: DialLimit = { count: 2, window: 1_000, ban: 5_000 };
const endpoint = (path: string, rest: Partial<VenueEndpoint> = {}): VenueEndpoint => ({
  path,
  dials: { count: 100, window: 1_000, ban: 0 },
  connected: () => ({ receive: () => {}, left: () => {} }),
  ...rest,
});

const standing = (...endpoints: readonly VenueEndpoint[]) => {
  let time = 0;
  const broken: string[] = [];
  const { knock } = gate({ endpoints, now: () => time, violate: (detail) => void broken.push(detail) });
  return {
    broken,
    at: (now: number, path: string, query = '') => {
      time = now;
      const answer = knock({ path, query: new URLSearchParams(query), headers: {} });
      return 'connected' in answer ? answer.path : answer;
    },
  };
};

describe('gate', () => {
  it('finds the endpoint of a path, by all of it or by its beginning', () => {
    const { at } = standing(endpoint('/ws'), endpoint('/ws/*'), endpoint('/v4/'));
    expect(['/ws', '/ws/', '/ws/btcusdt@trade', '/v4', '/v4/', '/v4/x', '/wss'].map((path) => at(0, path))).toEqual([
      '/ws',
      '/ws',
      '/ws/*',
      '/v4/',
      '/v4/',
      { status: 404 },
      { status: 404 },
    ]);
  });

  it('counts dials by limit, which endpoints may share, and bans who dials too often', () => {
    const { at, broken } = standing(endpoint('/a', { dials: few }), endpoint('/b', { dials: few }), endpoint('/c'));
    expect([at(0, '/a'), at(0, '/b'), at(0, '/c')]).toEqual(['/a', '/b', '/c']);
    expect([at(10, '/b'), at(4_000, '/a'), at(4_000, '/c')]).toEqual([
      { status: 429, retryAfterMs: 5_000 },
      { status: 429, retryAfterMs: 1_010 },
      '/c',
    ]);
    expect(at(5_011, '/a')).toBe('/a');
    expect(broken).toEqual(['more than 2 dials in 1000 ms']);
  });

  it('refuses no more than what is too many where there is no ban', () => {
    const { at } = standing(endpoint('/a', { dials: { ...few, ban: 0 } }));
    expect([at(0, '/a'), at(100, '/a'), at(400, '/a'), at(1_000, '/a')]).toEqual([
      '/a',
      '/a',
      { status: 429, retryAfterMs: 600 },
      '/a',
    ]);
  });

  it('asks the endpoint whether it takes this one', () => {
    const { at } = standing(
      endpoint('/private', { refusal: ({ query }) => (query.get('token') === 'good' ? undefined : { status: 401 }) }),
    );
    expect([at(0, '/private', 'token=bad'), at(0, '/private', 'token=good')]).toEqual([{ status: 401 }, '/private']);
  });
});
