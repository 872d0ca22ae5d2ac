import type { Connection, VenueWorld } from '../venueSide.ts';
import type { Product } from './product.ts';

/** The answers on one socket of streams, each in its turn. `id` is the JSON of the request's. */
export interface StreamAcks {
  /** An acknowledgement that concerns these symbols; the faults of acknowledgements may hit it. */
  readonly acknowledge: (id: string, result: string, symbols: readonly string[]) => void;
  /** Says so at once. */
  readonly say: (id: string, result: string) => void;
  readonly refuse: (id: string | undefined, code: number, msg: string) => void;
}

/** The answers of a socket. What answers a request in futures comes in the gateway's envelope where it is a refusal. */
export function streamAcks(
  { id: socket, send, after, inTurn }: Connection,
  { armed }: VenueWorld,
  product: Product,
): StreamAcks {
  const text = (id: string, result: string): string => `{"result":${result},"id":${id}}`;
  return {
    say: (id, result) => send(text(id, result)),
    acknowledge(id, result, symbols) {
      inTurn(() => {
        if (armed.take('lose-ack', ...symbols, socket) !== undefined) return;
        const late = armed.take('delay-ack', ...symbols, socket);
        if (late !== undefined) return void after(late.args.by, () => send(text(id, result)));
        send(text(id, result));
        if (armed.take('repeat-ack', ...symbols, socket) !== undefined) send(text(id, result));
      });
    },
    refuse(id, code, msg) {
      const error = `"code":${code},"msg":${JSON.stringify(msg)}`;
      if (id === undefined) return inTurn(() => send(`{${error}}`));
      inTurn(() => send(product === 'usdm' ? `{"error":{${error}},"id":${id}}` : `{${error},"id":${id}}`));
    },
  };
}
