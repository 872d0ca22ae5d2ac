import type { Channel, Subscription } from '../model/subscription.ts';
import type { Unit, ValueOf } from '../model/values.ts';
import type { Auth } from './auth.ts';
import type { BookFrame, BookRule } from './bookRule.ts';
import type { Codec } from './codec.ts';
import type { FreshEndpoint } from './freshEndpoint.ts';
import type { GateStep } from './gate.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { DataMessage, Incoming } from './incoming.ts';
import type { OrderRules } from './orderRules.ts';
import type { RequestRule } from './requestRule.ts';
import type { Life } from './life.ts';
import type { PrivateValue, StateRule } from './stateRule.ts';
import type { LimitRule } from './limitRule.ts';
import type { Subscribing } from './subscribing.ts';
import type { Topic } from './topic.ts';

/** What a reader may stamp on the values it makes. */
export interface ReadContext {
  readonly exchange: string;
  /** Unified symbol. */
  readonly symbol: string;
  readonly interval?: string;
}

/**
 * Turns the payloads of one topic into values, in order. Throws where a payload is not what the venue promises, which
 * harms that payload alone. May keep state: one is made for each subscription attempt.
 */
export type Reader<T> = (payload: unknown, receivedAt: number) => readonly T[];

/** A channel whose payloads are values as they come. */
export interface ValueChannel<T> {
  readonly kind: 'values';
  /** The wire topic that serves a subscription. Throws `unsupported` or `invalid-options`. */
  topicOf(subscription: Subscription): Topic;
  /** Makes a reader for one attempt at a subscription. */
  reader(context: ReadContext): Reader<T>;
  /** How it starts from a snapshot, where it is private state. Default: it does not. */
  readonly state?: StateRule;
}

/** The channels of an account. */
export type PrivateChannel = 'orders' | 'fills' | 'balances' | 'positions';

/** Channels that one topic may serve together: they name the same topic key and the same channel, and each feed is given its own kind. */
export type TickerChannel = 'ticker' | 'funding' | 'mark';

/** A channel whose payloads are snapshots and deltas of a book. */
export interface BookChannel {
  readonly kind: 'book';
  /** The wire topic that serves a subscription. Throws `unsupported` or `invalid-options`. */
  topicOf(subscription: Subscription): Topic;
  /** Throws where the payload is not what the venue promises. */
  read(payload: unknown): BookFrame;
  readonly rule: BookRule;
  /**
   * How the book of one subscription, as the wire serves it, is read and kept, where a venue serves books of several kinds.
   * Default: as `read` and `rule` say.
   */
  variantOf?(subscription: Subscription): Pick<BookChannel, 'read' | 'rule'>;
  /** What sizes count; by the unified symbol where it serves several markets. */
  readonly unit: Unit | ((symbol: string) => Unit);
}

/** What a dialect serves, channel by channel; what is absent is `unsupported`. */
export type Channels = {
  readonly [C in Channel]?: C extends 'book'
    ? BookChannel
    : ValueChannel<
        C extends PrivateChannel ? PrivateValue : C extends TickerChannel ? ValueOf<TickerChannel> : ValueOf<C>
      >;
};

/** The REST side of a dialect. */
export interface RestSide {
  /** Its origins: `https://api.venue.example`. */
  readonly live: string;
  readonly test?: string;
  /**
   * What may be asked of it, and how often. A limit that the sockets share with it, as one of weights by address, is the same
   * rule object. Default: all.
   */
  readonly limits?: readonly LimitRule[];
}

/**
 * One language spoken on one kind of socket: data and pure functions, nothing that does I/O. An exchange is a set of
 * dialects and a rule that says which one serves a subscription.
 */
export interface Dialect<M = unknown> {
  readonly name: string;
  readonly url: { readonly live: string; readonly test?: string };
  /** Its REST side. Absent: what it asks of REST names its origin itself. */
  readonly rest?: RestSide;
  /** How the url is completed for each dial, where it is not all of it. */
  readonly fresh?: FreshEndpoint;
  /** What is done with credentials. Absent: nothing, they never reach this dialect. */
  readonly auth?: Auth<M>;
  /** The ready gate: what is said and heard, in order, before anything is subscribed. */
  readonly gate?: readonly GateStep<M>[];
  /** What close codes mean. Absent ones are a loss like any other. */
  readonly closes?: Readonly<Record<number, 'retry' | 'wait' | 'surface'>>;
  /** How its frames become messages, and messages frames. */
  readonly codec: Codec;
  /** What the message means. Never throws. */
  classify(message: M): Incoming;
  /**
   * The subscription that content belongs to, as far as the content alone shows. Asked of recordings that lack the
   * acknowledgement, never of live messages. Nothing where it cannot be told: no delta shows how deep its book is. Never
   * throws, and what it gives its channel's `topicOf` accepts.
   */
  shows?(content: DataMessage): Subscription | undefined;
  readonly channels: Channels;
  /** How topics are asked for and ended. */
  readonly subscribing: Subscribing;
  /** Silence is judged by what proves life, for at most `within` milliseconds. */
  readonly liveness: {
    /** Milliseconds. */
    readonly within: number;
    /** Whether a message proves that data would come if there were any. */
    isProof(message: M): boolean;
    /**
     * Whether there may be nothing to tell of a topic for days, as of an account. Where a socket carries no others, any
     * message proves life. Default: of none.
     */
    mayBeQuiet?(subscription: Subscription): boolean;
  };
  /** What keeps it alive from this side. Default: nothing is sent. */
  readonly heartbeat?: Heartbeat<M>;
  /** What to answer a question by which the venue keeps it alive; undefined for any other message. Default: none is one. */
  answers?(message: M): unknown;
  /** When the venue cuts it. Default: never by plan. */
  readonly life?: Life;
  readonly capacity: { readonly topicsPerSocket: number };
  /** What may leave, and how often it may dial. Default: all. */
  readonly limits?: readonly LimitRule[];
  /**
   * Which ids the venue takes in subscriptions and requests: `int` refuses any other that a caller chooses, `text` sends all
   * as text, digits alone where they are made. Default: whole numbers are made, and what a caller chooses goes as it is.
   */
  readonly ids?: 'int' | 'text';
  /** The id of a reply, to match it to its request. */
  idOf(message: M): string | undefined;
  /** The message with its id in place. */
  withId(message: unknown, id: number | string): unknown;
  /** What there is to know of requests beyond their ids. Default: one reply answers one, and none is a refusal. */
  readonly requests?: RequestRule<M>;
  /** How orders are placed, changed and found. Absent: they are not. */
  readonly orders?: OrderRules<M>;
}
