import { Subject } from 'rxjs';
import { type Client, type ClientOptions, createClient, webSocketTransport } from '../../src/index.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { type SimulatedVenueName, simulateVenue, type Venue } from '../../src/simulation/index.ts';
import { type LocalAccount, localAccount, telling, until } from './localAccount.ts';

/** A client of a simulated venue over a real socket, its account followed. */
export interface OrderStage {
  readonly venue: Venue;
  readonly client: Client;
  readonly local: LocalAccount;
  /** Frames, just before they leave. */
  readonly leaving$: Subject<string>;
  /** Frames, just before they are read. */
  readonly coming$: Subject<string>;
  /** Settles once orders are live and balances known. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Who meets whom. */
export interface OrderStageOptions {
  readonly name: SimulatedVenueName;
  readonly exchange: Exchange;
  readonly seed: number;
  readonly symbol: string;
  readonly credentials: NonNullable<ClientOptions['credentials']>;
  /** The market of the account that is followed, where it has several. */
  readonly market?: string;
}

/** Opens a stage. */
export async function orderStage(options: OrderStageOptions): Promise<OrderStage> {
  const { name, exchange, seed, symbol, credentials, market } = options;
  const venue = simulateVenue(name, { seed, symbols: [symbol] });
  const server = await venue.listen({ port: 0 });
  const leaving$ = new Subject<string>();
  const coming$ = new Subject<string>();
  const client = createClient(exchange, {
    url: server.url,
    restUrl: server.restUrl,
    credentials,
    transport: telling(
      webSocketTransport(),
      (frame) => leaving$.next(frame),
      (frame) => coming$.next(frame),
    ),
    backoff: { base: 20, cap: 200 },
    requestTimeout: 2_000,
    linger: 0,
  });
  const local = localAccount(client, market);
  return {
    venue,
    client,
    local,
    leaving$,
    coming$,
    ready: () => until(() => local.trust() === 'live 1' && local.balances.size > 0),
    close: async () => {
      local.leave();
      await server.close();
    },
  };
}
