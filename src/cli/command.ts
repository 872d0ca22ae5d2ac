import type { Channel } from '../model/subscription.ts';
import type { Exchange } from '../protocol/exchange.ts';
import type { SimulatedVenueName } from '../simulation/index.ts';

/** The demonstration: a simulated venue, watched. Durations are milliseconds. */
export interface DemoCommand {
  readonly kind: 'demo';
  readonly seed: number;
  /** How long; for ever where absent. */
  readonly for?: number;
}

/** Feeds of one channel of a venue, live or simulated. */
export interface FeedsCommand {
  readonly exchange: Exchange;
  readonly channel: Channel;
  readonly symbols: readonly string[];
  readonly simulate: boolean;
  readonly for?: number;
  readonly depth?: number;
  readonly interval?: string;
  readonly seed: number;
  /** Replaces the origin of the venue's endpoints. */
  readonly url?: string;
  /** Replaces the origin of the venue's REST side. */
  readonly restUrl?: string;
}

/** Feeds shown as they come. */
export interface WatchCommand extends FeedsCommand {
  readonly kind: 'watch';
  readonly json: boolean;
}

/** Feeds whose frames are written to a file. */
export interface RecordCommand extends FeedsCommand {
  readonly kind: 'record';
  readonly out: string;
}

/** A recorded session through the pipeline. */
export interface ReplayCommand {
  readonly kind: 'replay';
  readonly file: string;
  readonly exchange: Exchange;
  readonly json: boolean;
  readonly speed: 'max' | number;
  readonly dialect?: string;
  readonly depth?: number;
}

/** A simulated venue, served on loopback. */
export interface SimulateCommand {
  readonly kind: 'simulate';
  readonly venue: SimulatedVenueName;
  readonly port: number;
  readonly seed: number;
  /** Default: the venue's own. */
  readonly symbols?: readonly string[];
}

/** What the command was asked to do. */
export type Command =
  | DemoCommand
  | WatchCommand
  | RecordCommand
  | ReplayCommand
  | SimulateCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };
