import { createHash, createHmac } from 'node:crypto';
import type { Subscription } from 'rxjs';
import { demoAccount, type SimulateVenueOptions, simulateVenue, type Venue } from '../../../src/simulation/index.ts';
import type { Socket } from '../../../src/transport/socket.ts';
import { type HandClock, handClock } from '../bareClient.ts';

/** As much of Gate's messages as the specs look at. */
export interface GateioMessage {
  readonly id?: number;
  readonly time?: number;
  readonly time_ms?: number;
  readonly channel?: string;
  readonly event?: string;
  readonly payload?: readonly unknown[];
  readonly error?: { readonly code: number; readonly message: string };
  readonly result?: unknown;
  readonly request_id?: string;
  readonly requestId?: string;
  readonly ack?: boolean;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly data?: { readonly result?: unknown; readonly errs?: { readonly label: string; readonly message: string } };
}

/** What a client heard: the frame, as text and parsed, and when. */
export interface GateioHeard {
  readonly at: number;
  readonly text: string;
  readonly message: GateioMessage;
}

export type GateioRow = Readonly<Record<string, unknown>>;
export type GateioProduct = 'spot' | 'futures';

/** A client that only sends and writes down. */
export interface GateioClient {
  readonly heard: readonly GateioHeard[];
  readonly errors: readonly unknown[];
  readonly send: (message: unknown) => void;
  readonly subscribe: (channel: string, payload: readonly unknown[], id?: number) => void;
  readonly unsubscribe: (channel: string, payload: readonly unknown[], id?: number) => void;
  /** Subscribes with a signature; `fields` replace what it says. */
  readonly subscribeSigned: (channel: string, payload: readonly unknown[], fields?: object) => void;
  /** Logs in for orders; `fields` replace parts of the payload. */
  readonly login: (fields?: Readonly<Record<string, string>>) => void;
  /** Sends a request about orders, under an id of its own, and gives that. */
  readonly ask: (operation: string, param: unknown, fields?: object) => string;
  readonly repliesTo: (requestId: string) => readonly GateioMessage[];
  readonly acks: () => readonly GateioMessage[];
  readonly of: (channel: string) => readonly GateioHeard[];
  /** The rows of a channel's data, whether told one by one or in lists. */
  readonly rows: (channel: string) => readonly GateioRow[];
  readonly leave: () => void;
}

export const hmac512 = (text: string, secret: string = demoAccount.secret): string =>
  createHmac('sha512', secret).update(text).digest('hex');

const PATHS = { spot: 'wss://api.gateio.ws/ws/v4/', futures: 'wss://fx-ws.gateio.ws/v4/ws/usdt' } as const;

function gateioClient(
  venue: Pick<Venue, 'transport'>,
  clock: HandClock,
  product: GateioProduct,
  headers: Readonly<Record<string, string>>,
): GateioClient {
  const heard: GateioHeard[] = [];
  const errors: unknown[] = [];
  const early: string[] = [];
  let socket: Socket | undefined;
  let reading: Subscription | undefined;
  let count = 0;
  const dialling = venue.transport({ url: PATHS[product], headers }).subscribe({
    next(opened) {
      socket = opened;
      reading = opened.frames$.subscribe((frame) => {
        const text = String(frame);
        heard.push({ at: clock.now(), text, message: parsed(text) });
      });
      for (const text of early) opened.send(text);
    },
    error: (error: unknown) => void errors.push(error),
  });
  const send = (message: unknown): void => {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    if (socket === undefined) early.push(text);
    else socket.send(text);
  };
  const seconds = (): number => Math.floor(clock.now() / 1_000);
  const asked = (event: string, channel: string, payload: readonly unknown[], id?: number): void =>
    send({ time: seconds(), channel, event, payload, ...(id === undefined ? {} : { id }) });
  const of: GateioClient['of'] = (channel) =>
    heard.filter(({ message: { channel: name, event } }) => name === channel && !/subscribe/.test(event ?? ''));
  return {
    heard,
    errors,
    send,
    of,
    subscribe: (channel, payload, id) => asked('subscribe', channel, payload, id),
    unsubscribe: (channel, payload, id) => asked('unsubscribe', channel, payload, id),
    subscribeSigned(channel, payload, fields = {}) {
      const time = seconds();
      const SIGN = hmac512(`channel=${channel}&event=subscribe&time=${time}`);
      const auth = { method: 'api_key', KEY: demoAccount.key, SIGN };
      send({ time, channel, event: 'subscribe', payload, auth, ...fields });
    },
    login(fields = {}) {
      const [timestamp, channel] = [fields.timestamp ?? String(seconds()), `${product}.login`];
      const signature = hmac512(`api\n${channel}\n\n${timestamp}`);
      const payload = { req_id: 'login', api_key: demoAccount.key, signature, timestamp, ...fields };
      send({ time: seconds(), channel, event: 'api', payload });
    },
    ask(operation, req_param, fields = {}) {
      const req_id = `r${++count}`;
      send({
        time: seconds(),
        channel: `${product}.${operation}`,
        event: 'api',
        payload: { req_id, req_param, ...fields },
      });
      return req_id;
    },
    repliesTo: (requestId) => heard.flatMap(({ message }) => (message.request_id === requestId ? [message] : [])),
    acks: () => heard.flatMap(({ message }) => (/subscribe/.test(message.event ?? '') ? [message] : [])),
    rows: (channel) => of(channel).flatMap(({ message: { result } }) => [result].flat() as readonly GateioRow[]),
    leave() {
      reading?.unsubscribe();
      dialling.unsubscribe();
    },
  };
}

function parsed(text: string): GateioMessage {
  try {
    return JSON.parse(text) as GateioMessage;
  } catch {
    return {};
  }
}

/** An answer of Gate's REST side. */
export interface GateioAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
}

/** A venue under a clock of its own, and what dials it. */
export interface GateioRig {
  readonly clock: HandClock;
  readonly venue: Venue;
  readonly dial: (product?: GateioProduct, headers?: Readonly<Record<string, string>>) => GateioClient;
  /** Asks REST, signed; the path is without its root. */
  readonly rest: (
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ) => GateioAnswer;
}

export function gateioRig(options: Omit<SimulateVenueOptions, 'scheduler'> = {}, start = 1_790_000_000_000): GateioRig {
  const clock = handClock(start);
  const venue = simulateVenue('gateio', { seed: 1, ...options, scheduler: clock });
  return {
    clock,
    venue,
    dial: (product = 'spot', headers = {}) => gateioClient(venue, clock, product, headers),
    rest(method, path, body, headers = {}) {
      const Timestamp = String(Math.floor(clock.now() / 1_000));
      const text = body === undefined ? '' : JSON.stringify(body);
      const [plain, query = ''] = `/api/v4${path}`.split('?');
      const digest = createHash('sha512').update(text).digest('hex');
      const SIGN = hmac512([method, plain, query, digest, Timestamp].join('\n'));
      const answers: GateioAnswer[] = [];
      venue
        .http({
          method,
          url: `https://api.gateio.ws/api/v4${path}`,
          body: text,
          headers: { KEY: demoAccount.key, SIGN, Timestamp, ...headers },
        })
        .subscribe(({ status, body: answer }) => answers.push({ status, text: answer, body: JSON.parse(answer) }));
      return answers[0] as GateioAnswer;
    },
  };
}
