import type { Subscription } from 'rxjs';
import type { PlainOrderBook } from '../model/orderBook.ts';
import type { Frame } from '../model/seams.ts';
import type { Accounts } from './accounts.ts';
import type { ArmedFaults } from './armedFaults.ts';
import type { Exchange, ExchangeRules } from './exchange/exchange.ts';
import type { VenueFault } from './fault.ts';
import type { Quoting } from './market/instrumentSpec.ts';
import type { Market } from './market/market.ts';
import type { RecordedLine } from './recordedLine.ts';
import type { Signing } from './signing.ts';
import type { ViolationRule } from './venue.ts';
import type { Goodbye } from './wire.ts';

/** What a venue's folder is given. */
export interface VenueWorld {
  /** The venue's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** One for each symbol listed; none where a recording is served. */
  readonly markets: readonly Market[];
  /** Whom the venue knows. */
  readonly accounts: Accounts;
  /** Their orders, by the keys of their accounts. */
  readonly exchange: Exchange;
  /** A stream of chance of one's own, the same for the same name. */
  readonly random: (name: string) => () => number;
  /** Faults that wait for something to hit. */
  readonly armed: ArmedFaults;
  /** The venue's time to think, in milliseconds; another each time. */
  readonly latency: () => number;
  readonly violate: (rule: ViolationRule, detail: string) => void;
}

/** What a client says when it dials. */
export interface Handshake {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One socket, as a venue's folder sees it. */
export interface Connection {
  readonly id: string;
  /** How it was dialled. */
  readonly handshake: Handshake;
  /** Puts a frame on the wire; does nothing once the socket is gone or silenced. */
  readonly send: (frame: Frame) => void;
  /** Ends it; without a goodbye, as a cut cable does. */
  readonly close: (goodbye: Goodbye | undefined) => void;
  /** Runs `work` in `delay` ms, unless the socket is gone by then. */
  readonly after: (delay: number, work: () => void) => Subscription;
  /** Runs `work` after the venue's latency, and after all that was given before. */
  readonly inTurn: (work: () => void) => void;
}

/** The limits that are watched for a venue. */
export type BreachedRule = Extract<ViolationRule, 'message-rate' | 'frame-bytes'>;

/** A venue's conversation over one socket. */
export interface Conversation {
  /** A frame of the client, the moment it comes. */
  receive(frame: Frame): void;
  /** A message over the endpoint's limit has come, and gone unread. Without this the socket is closed with 1008. */
  breached?(rule: BreachedRule): void;
  /** The socket is gone. */
  left(): void;
}

/** How many dials a venue bears from one address. */
export interface DialLimit {
  readonly count: number;
  /** The window that rolls, in milliseconds. */
  readonly window: number;
  /** How long nothing is let in after that, in milliseconds; 0: what is too many is refused, and no more. */
  readonly ban: number;
}

/** How many messages a venue bears on one socket. What is too many does not count. */
export interface MessageLimit {
  readonly count: number;
  /** The window that rolls, in milliseconds. */
  readonly window: number;
  /** Whether the client's pings and pongs count too. Default: they do not. */
  readonly controls?: boolean;
}

/** Protocol pings of the venue, in milliseconds. */
export interface ServerPings {
  readonly every: number;
  /** A socket whose pong has not come by then is closed. */
  readonly within: number;
}

/** One WebSocket endpoint of a venue. Limits that are absent do not exist. */
export interface VenueEndpoint {
  /** Its path, `/v2`; with a `*` at its end, `/ws/*`, all that begin so. A slash at the end makes no difference. */
  readonly path: string;
  /** Endpoints that name the same object share it. */
  readonly dials: DialLimit;
  readonly messages?: MessageLimit;
  /** The longest frame of a client, in bytes. */
  readonly frameBytes?: number;
  readonly pings?: ServerPings;
  /** Why it does not let this one in (a wrong token: status 401), if it does not. */
  refusal?(handshake: Handshake): Refusal | undefined;
  /** A socket has opened. */
  connected(connection: Connection): Conversation;
}

/** Why a dial gets no socket. Without a status nobody answered at all. */
export interface Refusal {
  readonly status?: number;
  /** Milliseconds after which to try again. */
  readonly retryAfterMs?: number;
}

/** A question to the REST side. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  /** What follows the question mark, as sent: the text that signatures cover. Empty where there is none. */
  readonly search: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly body: string;
}

/** An answer of the REST side. */
export interface RestAnswer {
  readonly status: number;
  /** Beside `content-type: application/json`, which they may replace. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** All that differs from venue to venue while it runs. */
export interface VenueSide {
  readonly endpoints: readonly VenueEndpoint[];
  /** Moves a market once, tells those who listen, and returns the milliseconds until its next step. */
  step(market: Market, at: number): number;
  commit(fault: VenueFault, at: number): void;
  book(symbol: string, depth?: number): PlainOrderBook;
  rest(request: RestRequest): RestAnswer;
}

/** What a venue's folder exports. */
export interface VenueDefinition {
  /** What it lists unless told otherwise. */
  readonly symbols: readonly string[];
  readonly signing: Signing;
  /** What it quotes differently from others. */
  quoting?(symbol: string): Quoting | undefined;
  readonly exchange?: ExchangeRules;
  readonly side: VenueMaker;
}

/** A venue's side of the conversation, made anew for each simulation. */
export type VenueMaker = (world: VenueWorld, recorded: readonly RecordedLine[] | undefined) => VenueSide;
