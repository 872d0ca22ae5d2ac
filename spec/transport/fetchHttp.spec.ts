import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom, toArray } from 'rxjs';
import type { ColdwireError } from '../../src/errors/coldwireError.ts';
import { fetchHttp } from '../../src/transport/fetchHttp.ts';

const servers: Server[] = [];

/** A server of one's own; gives its origin. */
function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

const errorOf = (url: string): Promise<ColdwireError> =>
  new Promise((resolve, reject) => {
    fetchHttp({ method: 'GET', url }).subscribe({ next: reject, error: resolve });
  });

describe('fetchHttp', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('asks as told, emits the answer once and completes', async () => {
    const heard: unknown[] = [];
    const origin = await serve(({ method, url, headers }, response) => {
      heard.push(method, url, headers['x-key']);
      response.writeHead(201, { 'X-Limit': '7' }).end('{"id":1}');
    });
    const request = { method: 'POST', url: `${origin}/a?b=1`, headers: { 'X-Key': 'k' }, body: 'c=2' };
    const answers = await firstValueFrom(fetchHttp(request).pipe(toArray()));
    expect(answers).toEqual([{ status: 201, headers: expect.objectContaining({ 'x-limit': '7' }), body: '{"id":1}' }]);
    expect(heard).toEqual(['POST', '/a?b=1', 'k']);
  });

  it('sends the body', async () => {
    const origin = await serve((request, response) => request.pipe(response));
    const answer$ = fetchHttp({ method: 'POST', url: origin, body: 'nonce=1&é' });
    expect((await firstValueFrom(answer$)).body).toBe('nonce=1&é');
  });

  it('asks anew for each subscriber, and not before', async () => {
    let asked = 0;
    const origin = await serve((_, response) => response.end(String(++asked)));
    const answer$ = fetchHttp({ method: 'GET', url: origin });
    expect(asked).toBe(0);
    expect((await firstValueFrom(answer$)).body).toBe('1');
    expect((await firstValueFrom(answer$)).body).toBe('2');
  });

  it('gives an answer that is no success, and follows no redirect', async () => {
    const origin = await serve(({ url }, response) =>
      response.writeHead(url === '/moved' ? 302 : 429, { Location: '/elsewhere', 'Retry-After': '3' }).end(),
    );
    const busy = await firstValueFrom(fetchHttp({ method: 'GET', url: origin }));
    expect([busy.status, busy.headers['retry-after']]).toEqual([429, '3']);
    expect((await firstValueFrom(fetchHttp({ method: 'GET', url: `${origin}/moved` }))).status).toBe(302);
  });

  it('errors where no answer comes, without the query and what the runtime says of it', async () => {
    const origin = await serve((_, response) => response.destroy());
    const error = await errorOf(`${origin}/time?signature=canary`);
    expect(error).toMatchObject({ kind: 'dial-failed', context: { url: `${origin}/time` } });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  it('aborts on unsubscription, and emits nothing', async () => {
    let left = (): void => {};
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    let came = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      came = resolve;
    });
    const origin = await serve((request) => {
      request.on('close', left);
      came();
    });
    const heard: unknown[] = [];
    const subscription = fetchHttp({ method: 'GET', url: origin }).subscribe({
      next: (answer) => heard.push(answer),
      error: (error: unknown) => heard.push(error),
    });
    await arrived;
    subscription.unsubscribe();
    await gone;
    await new Promise(setImmediate);
    expect(heard).toEqual([]);
  });

  it('is unsupported where the runtime has no fetch', async () => {
    const { fetch } = globalThis;
    Object.defineProperty(globalThis, 'fetch', { value: undefined, configurable: true, writable: true });
    try {
      expect(await errorOf('http://127.0.0.1:1/')).toMatchObject({ kind: 'unsupported' });
    } finally {
      Object.defineProperty(globalThis, 'fetch', { value: fetch, configurable: true, writable: true });
    }
  });
});
