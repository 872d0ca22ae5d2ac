import { inspect } from 'node:util';
import { Subject as Frames } from 'rxjs';
import { type BookInput, followBook } from '../../src/book/followBook.ts';
import { decoderOf } from '../../src/codec/jsonCodec.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Frame } from '../../src/model/seams.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { DataMessage, Incoming } from '../../src/protocol/incoming.ts';
import { feedRule } from './feedRule.ts';

/** Reads frames of a venue as a client does, and judges what that comes to. */
export interface Fuzzed {
  /** What is wrong with how a frame was read, if anything. */
  readonly read: (frame: Frame) => string | undefined;
  /** How many frames came to what: values, books, errors. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** In every hostile frame's texts: no error may repeat it. */
const FRAME_CANARY = 'canary-of-the-frame';
/** When all frames come. */
const NOW = 1_785_000_000_000;

type Reading = (payload: unknown) => readonly unknown[];

/** All dialects of a venue, ready to read. */
export function fuzzed(exchange: Exchange): Fuzzed {
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const readers = Object.values(exchange.dialects).map((dialect) => readerOf(exchange.name, dialect, count));
  return {
    read: (frame) => {
      for (const read of readers) {
        const fault = read(frame);
        if (fault !== undefined) return fault;
      }
      return Object.keys(Object.prototype).length > 0 || 'polluted' in {}
        ? 'I31 Object.prototype has changed'
        : undefined;
    },
    counts: () => Object.fromEntries(counts),
  };
}

function readerOf(exchange: string, dialect: Dialect, count: (what: string) => void) {
  const decode = decoderOf(dialect.codec);
  const readings = new Map<string, Reading>();
  /** What must never throw, whatever the message. */
  const judged = (message: unknown): Incoming => {
    const { liveness, heartbeat, idOf, answers, requests } = dialect;
    liveness.isProof?.(message);
    if (heartbeat !== undefined && 'isReply' in heartbeat) heartbeat.isReply?.(message);
    idOf(message);
    answers?.(message);
    requests?.rejectionOf?.(message);
    return dialect.classify(message);
  };
  const valuesOf = (content: DataMessage): readonly unknown[] => {
    const subscription = dialect.shows?.(content);
    if (subscription === undefined) return [];
    const key = `${content.route} ${JSON.stringify(subscription)}`;
    const reading = readings.get(key) ?? readingOf(exchange, dialect, subscription);
    if (readings.size < 500) readings.set(key, reading);
    try {
      return reading(content.payload);
    } catch (error) {
      readings.delete(key);
      throw error;
    }
  };
  return (frame: Frame): string | undefined => {
    let message: unknown;
    try {
      message = decode(frame);
    } catch (error) {
      count('undecodable');
      return wrongWith(error, 'decode');
    }
    let incoming: Incoming;
    try {
      incoming = judged(message);
    } catch (error) {
      return `I27 ${dialect.name} threw at a message: ${String((error as Error).stack)}`;
    }
    for (const content of contentIn(incoming)) {
      try {
        const values = valuesOf(content);
        if (values.length > 0) count('values');
        const fault = values.map(valueWrong).find((what) => what !== undefined);
        if (fault !== undefined) return fault;
      } catch (error) {
        count('unreadable');
        const fault = wrongWith(error, 'read');
        if (fault !== undefined) return fault;
      }
    }
    return undefined;
  };
}

function contentIn(incoming: Incoming): readonly DataMessage[] {
  if (incoming.kind === 'several') return incoming.items.flatMap(contentIn);
  return incoming.kind === 'data' ? [incoming] : [];
}

/** How the content of one subscription is read: by its channel's reader, or into a book that is kept. */
function readingOf(exchange: string, { channels }: Dialect, subscription: Subscription): Reading {
  const channel = channels[subscription.channel];
  if (channel === undefined) return () => [];
  const served = channel.topicOf(subscription).subscription;
  const { symbol = '', interval } = served;
  if (channel.kind === 'values') {
    const read = channel.reader({ exchange, symbol, ...(interval === undefined ? {} : { interval }) });
    return (payload) => read(payload, NOW);
  }
  const { read, rule } = channel.variantOf?.(served) ?? channel;
  const unit = typeof channel.unit === 'function' ? channel.unit(symbol) : channel.unit;
  const inputs$ = new Frames<BookInput>();
  let told: unknown[] = [];
  const failures: Error[] = [];
  inputs$.pipe(followBook({ exchange, symbol, unit, depth: served.depth ?? 1_000, rule })).subscribe({
    next: (output) => void (output.kind === 'data' && told.push(output.value)),
    error: (error: unknown) => {
      failures.push(error as Error);
    },
  });
  return (payload) => {
    told = [];
    inputs$.next({ frame: read(payload), receivedAt: NOW });
    const [failure] = failures;
    if (failure !== undefined) throw failure;
    return told;
  };
}

/** What is wrong with something that was thrown. */
function wrongWith(error: unknown, where: string): string | undefined {
  if (!isColdwireError(error)) return `I27 ${where} threw ${String((error as Error).stack ?? error)}`;
  const text = `${error.stack ?? ''} ${inspect(error, { depth: 6 })} ${JSON.stringify(error)}`;
  return text.includes(FRAME_CANARY) ? `I30 an error repeats the frame: ${text.slice(0, 400)}` : undefined;
}

/** What is wrong with a value: a number that is none, or a book that is no book. */
function valueWrong(value: unknown): string | undefined {
  const { kind } = value as { readonly kind: string };
  for (const [name, part] of Object.entries(value as object))
    if (typeof part === 'number' && !Number.isFinite(part)) return `I31 ${kind}.${name} is ${part}`;
  if (kind !== 'book') return undefined;
  const rule = feedRule(false);
  const subscription: Subscription = { channel: 'book' };
  rule.heard({ kind: 'live', subscription, epoch: 1 });
  return rule.heard({ kind: 'data', subscription, value });
}
