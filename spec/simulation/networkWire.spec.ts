import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { asyncScheduler } from 'rxjs';
import { WebSocket } from 'ws';
import { listen } from '../../src/simulation/listen.ts';
import { switchboard } from '../../src/simulation/switchboard.ts';
import type { Handshake, VenueEndpoint } from '../../src/simulation/venueSide.ts';

/** Serves one endpoint, and gives where. */
const serving = async (limits: Partial<VenueEndpoint>, seen: (handshake: Handshake) => void = () => {}) => {
  const board = switchboard({
    scheduler: asyncScheduler,
    latency: () => 1,
    write: () => {},
    violate: () => {},
    came: () => {},
    went: () => {},
  });
  const endpoint: VenueEndpoint = {
    path: '/*',
    dials: { count: 1, window: 1, ban: 0 },
    connected({ handshake }) {
      seen(handshake);
      return { receive: () => {}, left: () => {} };
    },
    ...limits,
  };
  return listen(0, {
    gate: { knock: () => endpoint, outage: () => undefined },
    connect: board.connect,
    rest: () => ({ status: 404, body: '' }),
    began: () => {},
    ended: () => {},
  });
};

describe('a socket of the network', () => {
  it('is pinged by the venue, which hears and counts the pongs', async () => {
    const { url, close } = await serving({
      pings: { every: 5, within: 600_000 },
      messages: { count: 2, window: 600_000, controls: true },
    });
    const socket = new WebSocket(url);
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1008);
    await close();
  });

  it('is closed where its pongs do not come', async () => {
    const { url, close } = await serving({ pings: { every: 5, within: 20 } });
    const socket = new WebSocket(url, { autoPong: false });
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1008, 'Pong timeout']);
    await close();
  });

  it('says how it was dialled', async () => {
    const handshakes: Handshake[] = [];
    const { url, close } = await serving({}, (handshake) => handshakes.push(handshake));
    const socket = new WebSocket(`${url}/ws/abc?a=1&b=x%20y`, { headers: { 'X-Gate-Size-Decimal': '1' } });
    await once(socket, 'open');
    const [{ path, query, headers } = { path: '', query: new URLSearchParams(), headers: {} }] = handshakes;
    expect([path, [...query], headers['x-gate-size-decimal']]).toEqual([
      '/ws/abc',
      [
        ['a', '1'],
        ['b', 'x y'],
      ],
      '1',
    ]);
    await close();
  });
});
