import { afterEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom, last, map, merge, take, toArray, switchMap } from 'rxjs';
import { connect } from '../../src/connection/connect.ts';
import { type LoopbackServer, openServer, type Peer } from '../helpers/loopbackServer.ts';

interface Rpc {
  readonly id?: number;
  readonly method?: string;
  readonly params?: readonly number[];
  readonly result?: number;
  readonly error?: { readonly code: number };
}

/** A JSON-RPC server: it holds calls back until it has three, and answers the last of them first. */
function serve({ received$, send }: Peer): void {
  const held: Rpc[] = [];
  received$.subscribe((frame) => {
    held.push(JSON.parse(String(frame)) as Rpc);
    if (held.length < 3) return;
    send(JSON.stringify({ jsonrpc: '2.0', method: 'notice', params: [1] }));
    for (const { id, method, params = [] } of held.splice(0).reverse()) {
      const [one = 0, other = 0] = params;
      const answer = method === 'subtract' ? { result: one - other } : { error: { code: -32_601 } };
      send(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
    }
  });
}

describe('a JSON-RPC server on loopback', () => {
  let server: LoopbackServer | undefined;
  afterEach(async () => server?.close());

  it('answers calls out of order, each to who asked, and again on the next connection', async () => {
    server = await openServer();
    const { url, peers, nextPeer, cutAll } = server;
    const calls = [
      { method: 'subtract', params: [42, 23] },
      { method: 'subtract', params: [23, 42] },
      { method: 'divide', params: [1, 0] },
    ];
    const rounds = firstValueFrom(
      connect<Rpc>({ endpoint: { url }, backoff: { base: 1, cap: 1 } }).pipe(
        switchMap(({ epoch, request }) =>
          merge(
            ...calls.map((call, index) =>
              request({ jsonrpc: '2.0', ...call }, { idempotent: true }).pipe(
                map(({ result, error }) => `${epoch}.${index}: ${result ?? error?.code}`),
              ),
            ),
          ).pipe(toArray()),
        ),
        take(2),
        toArray(),
      ),
    );
    serve(await nextPeer());
    const [first] = peers;
    first?.received$.pipe(take(3), last()).subscribe(() => setImmediate(cutAll));
    while (peers[1] === undefined) await new Promise((resolve) => setImmediate(resolve));
    serve(peers[1]);
    expect(await rounds).toEqual([
      ['1.2: -32601', '1.1: -19', '1.0: 19'],
      ['2.2: -32601', '2.1: -19', '2.0: 19'],
    ]);
  });
});
