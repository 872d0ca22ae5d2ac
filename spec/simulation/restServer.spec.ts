import { afterEach, describe, expect, it } from '@jest/globals';
import { listen } from '../../src/simulation/listen.ts';
import type { VenueServer } from '../../src/simulation/venue.ts';
import type { RestAnswer, RestRequest } from '../../src/simulation/venueSide.ts';

const servers: VenueServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(({ close }) => close()));
});

const serving = async (rest: (request: RestRequest) => RestAnswer): Promise<string> => {
  const server = await listen(0, {
    gate: { knock: () => ({ status: 404 }), outage: () => undefined },
    connect: () => {
      throw new Error('no sockets here');
    },
    rest,
    began: () => {},
    ended: () => {},
  });
  servers.push(server);
  return server.restUrl;
};

const echo = ({ query, ...request }: RestRequest): RestAnswer => ({
  status: 201,
  headers: { 'x-weight': '3' },
  body: JSON.stringify({ ...request, query: [...query] }),
});

describe('a REST side that is served', () => {
  it('hears method, path, query, headers and body, and answers with headers of its own', async () => {
    const url = await serving(echo);
    const answer = await fetch(`${url}/0/a%2Fb?x=1&y=%20z`, {
      method: 'POST',
      headers: { 'API-Key': 'k' },
      body: 'nonce=1',
    });
    expect([answer.status, answer.headers.get('x-weight')]).toEqual([201, '3']);
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      path: '/0/a%2Fb',
      search: 'x=1&y=%20z',
      query: [
        ['x', '1'],
        ['y', ' z'],
      ],
      headers: { 'api-key': 'k' },
      body: 'nonce=1',
    });
  });

  it('lets pages of any origin ask with any headers', async () => {
    const url = await serving(echo);
    const asked = await fetch(url, { method: 'OPTIONS', headers: { 'Access-Control-Request-Headers': 'api-key' } });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, 'api-key']);
    const { headers } = await fetch(url);
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it('cuts who sends without end', async () => {
    const url = await serving(echo);
    await expect(fetch(url, { method: 'POST', body: 'x'.repeat(2 << 20) })).rejects.toThrow('fetch failed');
  });
});
