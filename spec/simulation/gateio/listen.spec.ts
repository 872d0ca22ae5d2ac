import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { demoAccount, simulateVenue, type VenueServer } from '../../../src/simulation/index.ts';
import { hmac512 } from './gateioRig.ts';

describe('the simulated Gate on a real socket', () => {
  const servers: VenueServer[] = [];
  const sockets: WebSocket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    for (const server of servers.splice(0)) await server.close();
  });
  const served = async () => {
    const server = await simulateVenue('gateio').listen({ port: 0 });
    servers.push(server);
    return server;
  };
  /** Opens a socket, says all of it, and gives what is answered, so many frames. */
  const answers = (url: string, said: readonly object[], count: number): Promise<readonly unknown[]> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      const heard: unknown[] = [];
      sockets.push(socket);
      socket.on('open', () => said.forEach((message) => socket.send(JSON.stringify(message))));
      socket.on('message', (data: Buffer) => {
        heard.push(JSON.parse(data.toString()));
        if (heard.length === count) resolve(heard);
      });
      socket.on('error', reject);
    });

  it('serves spot and futures at their paths, and REST beside them', async () => {
    const { url, restUrl } = await served();
    const obu = (product: string) => ({
      time: 1,
      id: 1,
      channel: `${product}.obu`,
      event: 'subscribe',
      payload: ['ob.BTC_USDT.50'],
    });
    for (const [path, product] of [
      ['/ws/v4/', 'spot'],
      ['/v4/ws/usdt', 'futures'],
    ] as const) {
      const [ack, whole] = await answers(url + path, [obu(product)], 2);
      expect(ack).toMatchObject({ id: 1, result: { status: 'success' } });
      expect(whole).toMatchObject({ channel: `${product}.obu`, result: { full: true } });
    }
    const pairs = await fetch(`${restUrl}/api/v4/spot/currency_pairs`);
    expect(await pairs.json()).toMatchObject([{ id: 'BTC_USDT' }, { id: 'ETH_USDT' }]);
  });

  it('logs in by a signature of the demonstration account', async () => {
    const { url } = await served();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = hmac512(`api\nspot.login\n\n${timestamp}`);
    const payload = { req_id: 'a', api_key: demoAccount.key, signature, timestamp };
    const [reply] = await answers(`${url}/ws/v4/`, [{ channel: 'spot.login', event: 'api', payload }], 1);
    expect(reply).toMatchObject({ request_id: 'a', header: { status: '200' }, data: { result: { uid: '1001' } } });
  });

  it('does not know other paths', async () => {
    const { url } = await served();
    await expect(answers(`${url}/ws/v5/`, [], 1)).rejects.toThrow('404');
  });
});
