/** Any WebSocket API: requests matched to their replies by id, over a connection that is made again when lost. */
import { connect, type Transport } from 'coldwire';
import { concat, NEVER, of, ReplaySubject, switchMap, take } from 'rxjs';

interface Message {
  readonly id: number;
  readonly method: string;
}

/** A peer in memory; without it, `connect` dials the endpoint. A socket keeps its frames until they are read. */
const transport: Transport = () => {
  const frames$ = new ReplaySubject<string>();
  const send = (frame: unknown): void => {
    const { id, method } = JSON.parse(String(frame)) as Message;
    frames$.next(JSON.stringify({ id: id + 1, result: 'for somebody else' }));
    frames$.next(JSON.stringify({ id, result: `${method} done` }));
  };
  return concat(of({ frames$, send, bufferedAmount: 0 }), NEVER);
};

connect<{ readonly result: string }>({ endpoint: { url: 'wss://rpc.example/ws' }, transport })
  .pipe(
    switchMap((connection) => connection.request({ method: 'reindex' })),
    take(1),
  )
  .subscribe(({ result }) => console.log(result));

// prints
// reindex done
