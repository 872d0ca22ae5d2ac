import { map, Observable, ReplaySubject, type SchedulerLike, takeUntil, timer } from 'rxjs';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import type { ClientRequestOptions } from '../../src/client/venueRequests.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { MarbleHelpers } from '../../src/testing/marbles.ts';
import type { Transport } from '../../src/transport/socket.ts';
import { type Message, tinyDialect } from './tinyDialect.ts';

/*
 * A venue that answers a request twice, beside the feeds of the tiny dialect. Its wire:
 *
 *   {"do":"place","id":1}                   from the client
 *   {"re":1,"ack":true}                     in the meantime: it has been read
 *   {"re":1,"done":"yes"}                   at last
 *   {"re":1,"no":"too late","code":"E7"}    a refusal, instead of either
 */
/** A reply of the desk's. */
export interface Answer {
  readonly re: number | string;
  readonly ack?: boolean;
  readonly done?: string;
  readonly no?: string;
  readonly code?: string;
}

/** The dialect of requests: replies up to the one whose `ack` is not true. */
const deskDialect: Dialect = {
  ...tinyDialect,
  name: 'desk',
  url: { live: 'wss://desk.example/desk' },
  capacity: { topicsPerSocket: 1 },
  withId: (message, id) => ({ ...(message as Message), id }),
  requests: {
    isFinal: (reply) => (reply as Answer).ack !== true,
    rejectionOf: (reply) => {
      const { no, code } = reply as Answer;
      return no === undefined ? undefined : { reason: no, ...(code === undefined ? {} : { code }) };
    },
  },
};

/** Text ids; one reply, whatever it is. */
const textDialect: Dialect = {
  ...deskDialect,
  name: 'text',
  url: { live: 'wss://desk.example/text' },
  ids: 'text',
  requests: {},
};

/** Whole numbers alone for ids. */
const intDialect: Dialect = {
  ...deskDialect,
  name: 'int',
  url: { live: 'wss://desk.example/int', test: 'wss://test.example' },
  ids: 'int',
  requests: {},
};

/** The venue. */
export const desk: Exchange = {
  name: 'desk',
  dialects: { desk: deskDialect, text: textDialect, int: intDialect },
  route: () => 'desk',
  requestRoute: 'desk',
};

/** One socket of the venue, from its own side. */
export interface DeskSocket {
  readonly at: number;
  readonly url: string;
  closedAt?: number;
  /** What it heard: `at json`. */
  readonly heard: string[];
  say(...messages: readonly unknown[]): void;
  drop(): void;
}

/** What the venue does by itself. */
export interface DeskBehaviour {
  /** Milliseconds until a socket is open. Default 1. */
  readonly opensAfter?: number;
  /** Keeps a dial from opening. Default: never. */
  readonly failsDial?: (dial: number) => Error | undefined;
  /** What it answers a request, at once. Default: nothing. */
  readonly answers?: (request: Message) => readonly unknown[];
}

/** A client with its venue. */
export interface Desk {
  readonly client: Client;
  readonly sockets: readonly DeskSocket[];
  /** All that was heard, on every socket. */
  heard(): readonly string[];
}

/** A client of the desk in the scheduler's time: requests of 20 ms, pauses of 4 ms, a linger of 5 ms. */
export function deskClient(
  scheduler: SchedulerLike,
  { opensAfter = 1, failsDial = () => undefined, answers = () => [] }: DeskBehaviour = {},
  options: ClientOptions = {},
  exchange: Exchange = desk,
): Desk {
  const sockets: DeskSocket[] = [];
  let dials = 0;
  const transport: Transport = ({ url }) =>
    new Observable((subscriber) => {
      const failure = failsDial(++dials);
      if (failure !== undefined) return subscriber.error(failure);
      // Keeps what it says until it is read, as a socket does.
      const frames$ = new ReplaySubject<Frame>();
      const socket: DeskSocket = {
        at: scheduler.now(),
        url,
        heard: [],
        say: (...messages) => {
          for (const message of messages) frames$.next(JSON.stringify(message));
        },
        drop: () => subscriber.error(new ColdwireError('connection-lost', { code: 1006, wasClean: false })),
      };
      sockets.push(socket);
      const hear = (frame: Frame): void => {
        if (socket.closedAt !== undefined) throw new ColdwireError('not-sent');
        socket.heard.push(`${scheduler.now()} ${String(frame)}`);
        const request = JSON.parse(String(frame)) as Message;
        const { do: verb, id, symbols } = request;
        if (verb === 'subscribe')
          for (const symbol of symbols as readonly string[]) socket.say({ did: verb, id, symbol });
        else socket.say(...answers(request));
      };
      subscriber.add(() => {
        socket.closedAt = scheduler.now();
      });
      subscriber.add(
        timer(opensAfter, scheduler).subscribe(() => subscriber.next({ frames$, bufferedAmount: 0, send: hear })),
      );
    });
  const client = createClient(exchange, {
    transport,
    scheduler,
    random: () => 0.5,
    backoff: { base: 8, cap: 8, stableAfter: 1_000 },
    linger: 5,
    requestTimeout: 20,
    ...options,
  });
  return { client, sockets, heard: () => sockets.flatMap(({ heard }) => heard) };
}

/** A desk on a stage of marbles. */
export interface StagedDesk extends Desk {
  /** Acts of the last socket's at the instants of a picture. */
  play(picture: string, acts: Readonly<Record<string, (socket: DeskSocket) => void>>): void;
  /** A request, its replies told as `i` (interim) or by what was `done`. */
  ask(options?: ClientRequestOptions<Answer>, payload?: unknown): Observable<string>;
  /** Keeps a socket wanted by a feed for 40 ms, so that it comes back when lost. */
  wanted(): void;
}

/** A desk in the time of a marble run. */
export function stagedDesk(
  { scheduler, cold }: Pick<MarbleHelpers, 'scheduler' | 'cold'>,
  behaviour: DeskBehaviour = {},
  options: ClientOptions = {},
): StagedDesk {
  const tools = deskClient(scheduler, behaviour, options);
  const { client, sockets } = tools;
  return {
    ...tools,
    play: (picture, acts) => {
      cold(picture, { ...acts }).subscribe((act) => {
        const socket = sockets.at(-1);
        if (socket !== undefined) act(socket);
      });
    },
    ask: (own = {}, payload = { do: 'place' }) =>
      client.request<Answer>(payload, own).pipe(map(({ ack, done }) => (ack === true ? 'i' : (done ?? '?')))),
    wanted: () => {
      client
        .feed({ channel: 'trades', symbol: 'A' })
        .pipe(takeUntil(timer(40, scheduler)))
        .subscribe();
    },
  };
}
