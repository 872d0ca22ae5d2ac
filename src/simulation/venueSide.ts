import type { Subscription } from 'rxjs';
import type { PlainOrderBook } from '../model/orderBook.ts';
import type { Frame } from '../model/seams.ts';
import type { ArmedFaults } from './armedFaults.ts';
import type { VenueFault } from './fault.ts';
import type { Market } from './market/market.ts';
import type { RecordedLine } from './recordedLine.ts';
import type { ViolationRule } from './venue.ts';

/** What a venue's folder is given. */
export interface VenueWorld {
  /** The venue's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** One for each symbol listed; none where a recording is served. */
  readonly markets: readonly Market[];
  /** A stream of chance of one's own, the same for the same name. */
  readonly random: (name: string) => () => number;
  /** Faults that wait for something to hit. */
  readonly armed: ArmedFaults;
  /** The venue's time to think, in milliseconds; another each time. */
  readonly latency: () => number;
  readonly violate: (rule: ViolationRule, detail: string) => void;
}

/** One socket, as a venue's folder sees it. */
export interface Connection {
  readonly id: string;
  /** Puts a frame on the wire; does nothing once the socket is gone or silenced. */
  readonly send: (frame: Frame) => void;
  /** Runs `work` in `delay` ms, unless the socket is gone by then. */
  readonly after: (delay: number, work: () => void) => Subscription;
  /** Runs `work` after the venue's latency, and after all that was given before. */
  readonly inTurn: (work: () => void) => void;
}

/** A venue's conversation over one socket. */
export interface Conversation {
  /** A frame of the client, the moment it comes. */
  receive(frame: Frame): void;
  /** The socket is gone. */
  left(): void;
}

/** An answer of the REST side. */
export interface RestAnswer {
  readonly status: number;
  readonly body: string;
}

/** How many dials a venue bears from one address. */
export interface DialLimit {
  readonly count: number;
  /** The window that rolls, in milliseconds. */
  readonly window: number;
  /** How long nothing is let in after that, in milliseconds. */
  readonly ban: number;
}

/** All that differs from venue to venue. */
export interface VenueSide {
  /** The paths of its WebSocket endpoints. */
  readonly paths: readonly string[];
  readonly dialLimit: DialLimit;
  /** A socket has opened. */
  connected(connection: Connection): Conversation;
  /** Moves a market once, tells those who listen, and returns the milliseconds until its next step. */
  step(market: Market, at: number): number;
  commit(fault: VenueFault, at: number): void;
  book(symbol: string): PlainOrderBook;
  rest(method: string, path: string): RestAnswer;
}

/** What a venue's folder exports: its side of the conversation, made anew for each simulation. */
export type VenueMaker = (world: VenueWorld, recorded: readonly RecordedLine[] | undefined) => VenueSide;
