/** JSON-RPC 2.0 with `connect`: calls, refusals, and a subscription that is asked for anew on each connection. */
import { type Connection, connect, type Transport } from 'coldwire';
import { concat, filter, map, merge, NEVER, type Observable, of, ReplaySubject, switchMap, take, tap } from 'rxjs';

interface RpcMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A call: its result, or the server's refusal as an error. */
function call(connection: Connection<RpcMessage>, method: string, ...params: readonly unknown[]): Observable<unknown> {
  return connection.request({ jsonrpc: '2.0', method, params }, { timeout: 5_000 }).pipe(
    map(({ result, error }) => {
      if (error !== undefined) throw new Error(`${error.code} ${error.message}`);
      return result;
    }),
  );
}

/** The notifications of a method, on one connection. */
function notified(connection: Connection<RpcMessage>, method: string): Observable<unknown> {
  return connection.messages$.pipe(
    filter((message) => message.method === method),
    map(({ params }) => params),
  );
}

/** A server in memory, so that this runs anywhere; without it, `connect` dials the endpoint. */
const transport: Transport = () => {
  const frames$ = new ReplaySubject<string>();
  const say = (message: object): void => frames$.next(JSON.stringify({ jsonrpc: '2.0', ...message }));
  const send = (frame: unknown): void => {
    const { id, method = '', params } = JSON.parse(String(frame)) as RpcMessage;
    if (method === 'subtract') {
      const [minuend = 0, subtrahend = 0] = params as readonly number[];
      say({ id, result: minuend - subtrahend });
    } else if (method === 'subscribe') {
      say({ id, result: 'ok' });
      for (const height of [100, 101]) say({ method: 'newHead', params: { height } });
    } else say({ id, error: { code: -32_601, message: 'Method not found' } });
  };
  return concat(of({ frames$, send, bufferedAmount: 0 }), NEVER);
};

const connections$ = connect<RpcMessage>({ endpoint: { url: 'wss://rpc.example/ws' }, transport });

// Each subscription dials a socket of its own.
connections$
  .pipe(
    switchMap((connection) => call(connection, 'subtract', 42, 23)),
    take(1),
  )
  .subscribe((result) => console.log('subtract:', result));

connections$
  .pipe(
    switchMap((connection) => call(connection, 'divide', 1, 0)),
    take(1),
  )
  .subscribe({ error: ({ message }: Error) => console.log('divide:', message) });

// On each connection anew: what is lost with one is asked for on the next.
connections$
  .pipe(
    switchMap((connection) =>
      merge(
        notified(connection, 'newHead'),
        call(connection, 'subscribe', 'newHead').pipe(
          tap((result) => console.log('subscribe:', result)),
          filter(() => false),
        ),
      ),
    ),
    take(2),
  )
  .subscribe((head) => console.log('head:', JSON.stringify(head)));

// prints
// subtract: 19
// divide: -32601 Method not found
// subscribe: ok
// head: {"height":100}
// head: {"height":101}
