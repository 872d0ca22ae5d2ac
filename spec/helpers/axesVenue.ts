import { Observable, ReplaySubject } from 'rxjs';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Dialect, ValueChannel } from '../../src/protocol/dialect.ts';
import type { Incoming } from '../../src/protocol/incoming.ts';
import type { SendContext } from '../../src/protocol/sendContext.ts';
import type { Subscribing } from '../../src/protocol/subscribing.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import type { Trade } from '../../src/model/values.ts';
import type { MarbleHelpers } from '../../src/testing/marbles.ts';
import { marked, type Message, tinyDialect, tradesFrame } from './tinyDialect.ts';

/*
 * A venue that does nothing by itself, and whose answers may name what they like. Its wire:
 *
 *   {"op":"subscribe","id":1,"args":["A","B"]}     from the client; also "unsubscribe"; may have "sig", "token", "at"
 *   {"ok":"subscribe","id":1,"arg":"A"}            an acknowledgement; `id` and `arg` may be absent
 *   {"now":["A","B"]}                              all that is subscribed
 *   {"no":"why","op":"subscribe","id":1,"arg":"A","ever":true,"token":true}   a refusal; all but `no` may be absent
 *   {"on":"trades","symbol":"A","rows":["1"]}      content
 *   {"re":1, ...}                                  a reply
 */

/** A topic; private where its name begins with `@`, alone on its socket with others of `!`, of a batch of its own with `#`. */
export function axesTopic({ channel, symbol = '' }: Subscription): Topic {
  return {
    key: symbol,
    route: `trades:${symbol}`,
    item: symbol,
    batch: symbol.startsWith('#') ? symbol : '',
    isPrivate: symbol.startsWith('@'),
    ...(symbol.startsWith('!') ? { exclusive: '!' } : {}),
    subscription: { channel, symbol },
  };
}

const tinyTrades = tinyDialect.channels.trades as ValueChannel<Trade>;

interface Fields {
  readonly ok?: 'subscribe' | 'unsubscribe';
  readonly no?: string;
  readonly op?: 'subscribe' | 'unsubscribe';
  readonly id?: number | string;
  readonly arg?: string;
  readonly now?: readonly string[];
  readonly ever?: boolean;
  readonly token?: boolean;
}

function classify(message: unknown): Incoming {
  const { ok, no, op, id, arg, now, ever = false, token } = message as Fields;
  const named = { ...(id === undefined ? {} : { id: String(id) }), ...(arg === undefined ? {} : { item: arg }) };
  if (now !== undefined) return { kind: 'ack', verb: 'subscribe', items: now };
  if (ok !== undefined) return { kind: 'ack', verb: ok, ...named };
  if (no === undefined) return tinyDialect.classify(message);
  const refused = token === true ? { tokenRefused: true } : {};
  const verb = op === undefined ? {} : { verb: op };
  return { kind: 'refusal', ...verb, ...named, ...refused, reason: no, permanent: ever };
}

const ask =
  (op: string) =>
  (topics: readonly Topic[], { id, time, signature, token }: SendContext): unknown => ({
    op,
    id,
    args: topics.map(({ item }) => item),
    ...(signature === '' ? {} : { sig: signature, at: time }),
    ...(token === '' ? {} : { token }),
  });

/** How the venue's dialect differs. */
export type Ways = Partial<Omit<Dialect, 'subscribing'>> & { readonly subscribing?: Partial<Subscribing> };

/** The dialect: ten topics a frame and a socket, dead after 500 ms without anything. */
export function axesDialect({ subscribing, ...ways }: Ways = {}): Dialect {
  return {
    ...tinyDialect,
    classify,
    channels: { trades: { ...tinyTrades, topicOf: axesTopic } },
    subscribing: { batch: 10, subscribe: ask('subscribe'), unsubscribe: ask('unsubscribe'), ...subscribing },
    liveness: { within: 500, isProof: () => true },
    capacity: { topicsPerSocket: 10 },
    withId: (message, id) => ({ ...(message as Message), id }),
    ...ways,
  };
}

/** One socket, from the venue's side. */
export interface AxesSocket {
  readonly url: string;
  /** What it heard: `at: json`. */
  readonly heard: string[];
  closedAt?: number;
  say(...messages: readonly unknown[]): void;
  drop(): void;
}

/** A client with its venue, on a stage of marbles. */
export interface AxesStage {
  readonly client: Client;
  readonly sockets: readonly AxesSocket[];
  readonly reports: readonly ReportEvent[];
  /** All that was heard, on every socket. */
  heard(): readonly string[];
  /** Acts of the last socket's at the instants of a picture. */
  play(picture: string, acts: Readonly<Record<string, (socket: AxesSocket) => void>>): void;
  /** The trades of a symbol as {@link marked}. */
  feed(symbol: string): Observable<string>;
}

/** A client in the time of a marble run: quick to linger (5 ms), to time out (10 ms) and to try again (2, 4, then 8 ms). */
export function axesStage(
  { scheduler, cold }: Pick<MarbleHelpers, 'scheduler' | 'cold'>,
  ways: Ways = {},
  options: ClientOptions = {},
): AxesStage {
  const sockets: AxesSocket[] = [];
  const reports: ReportEvent[] = [];
  const client = createClient(
    { name: 'axes', dialects: { main: axesDialect(ways) }, route: () => 'main', requestRoute: 'main' },
    {
      transport: ({ url }) =>
        new Observable((subscriber) => {
          const frames$ = new ReplaySubject<Frame>();
          const socket: AxesSocket = {
            url,
            heard: [],
            say: (...messages) => {
              for (const message of messages) frames$.next(JSON.stringify(message));
            },
            drop: () => subscriber.error(new ColdwireError('connection-lost', { code: 1006, wasClean: false })),
          };
          sockets.push(socket);
          subscriber.add(() => {
            socket.closedAt = scheduler.now();
          });
          const send = (frame: Frame): void => {
            if (socket.closedAt !== undefined) throw new ColdwireError('not-sent');
            socket.heard.push(`${scheduler.now()}: ${String(frame)}`);
          };
          subscriber.next({ frames$, bufferedAmount: 0, send });
        }),
      scheduler,
      random: () => 0.5,
      backoff: { base: 4, cap: 16, stableAfter: 1_000 },
      linger: 5,
      ackTimeout: 10,
      requestTimeout: 20,
      reporter: { next: (event) => reports.push(event) },
      ...options,
    },
  );
  return {
    client,
    sockets,
    reports,
    heard: () => sockets.flatMap(({ heard }) => heard),
    play: (picture, acts) => {
      cold(picture, { ...acts }).subscribe((act) => {
        const last = sockets.at(-1);
        if (last !== undefined) act(last);
      });
    },
    feed: (symbol) => marked(client.feed({ channel: 'trades', symbol })),
  };
}

/** A frame as `+A,B#1`, or `-` for an end; with its `sig` and `token` where it has them. */
export function brief(heard: readonly string[]): readonly string[] {
  return heard.map((line) => {
    const at = line.indexOf(': ');
    const { op, id, args, sig, token } = JSON.parse(line.slice(at + 2)) as {
      readonly op?: string;
      readonly id?: number | string;
      readonly args?: readonly string[];
      readonly sig?: string;
      readonly token?: string;
    };
    if (args === undefined) return line;
    const extras = [sig, token].filter((extra) => extra !== undefined).map((extra) => ` ${extra}`);
    return `${line.slice(0, at)} ${op === 'subscribe' ? '+' : '-'}${args}#${id}${extras.join('')}`;
  });
}

/** Content of one trade. */
export const trade = (symbol: string, id: string): Message => tradesFrame(symbol, id);
