import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { demoAccount, simulateVenue, type VenueServer } from '../../../src/simulation/index.ts';
import { signed } from './okxRig.ts';

describe('the simulated OKX on a real socket', () => {
  const servers: VenueServer[] = [];
  const sockets: WebSocket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    for (const server of servers.splice(0)) await server.close();
  });
  const served = async () => {
    const server = await simulateVenue('okx').listen({ port: 0 });
    servers.push(server);
    return server;
  };
  /** Opens a socket, says all of it, and gives what is answered, so many frames. */
  const answers = (url: string, said: readonly string[], count: number): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      const heard: string[] = [];
      sockets.push(socket);
      socket.on('open', () => said.forEach((text) => socket.send(text)));
      socket.on('message', (data: Buffer) => {
        heard.push(data.toString());
        if (heard.length === count) resolve(heard);
      });
      socket.on('error', reject);
    });

  it('serves each endpoint at its path, and REST beside them', async () => {
    const { url, restUrl } = await served();
    const tickers = '{"op":"subscribe","args":[{"channel":"tickers","instId":"BTC-USDT"}]}';
    const [pong, acknowledged, data] = await answers(`${url}/ws/v5/public`, ['ping', tickers], 3);
    expect(pong).toBe('pong');
    expect(JSON.parse(acknowledged ?? '')).toMatchObject({ event: 'subscribe' });
    expect(JSON.parse(data ?? '')).toMatchObject({ arg: { channel: 'tickers', instId: 'BTC-USDT' } });
    const bars = '{"op":"subscribe","args":[{"channel":"candle1m","instId":"BTC-USDT"}]}';
    const [business] = await answers(`${url}/ws/v5/business`, [bars], 1);
    expect(JSON.parse(business ?? '')).toMatchObject({ event: 'subscribe' });
    const instruments = await fetch(`${restUrl}/api/v5/public/instruments?instType=SPOT`);
    expect(await instruments.json()).toMatchObject({
      code: '0',
      data: [{ instId: 'BTC-USDT' }, { instId: 'ETH-USDT' }],
    });
  });

  it('logs in by a signature of the demonstration account', async () => {
    const { url } = await served();
    const timestamp = String(Date.now() / 1_000);
    const { key: apiKey, passphrase } = demoAccount;
    const login = JSON.stringify({ op: 'login', args: [{ apiKey, passphrase, timestamp, sign: signed(timestamp) }] });
    const [answer] = await answers(`${url}/ws/v5/private`, [login], 1);
    expect(JSON.parse(answer ?? '')).toMatchObject({ event: 'login', code: '0' });
  });

  it('does not know other paths', async () => {
    const { url } = await served();
    await expect(answers(`${url}/ws/v5/other`, [], 1)).rejects.toThrow('404');
  });
});
