import { decoderOf, encoderOf } from '../codec/jsonCodec.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import { type Outstanding, outstanding } from '../connection/outstanding.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Incoming } from '../protocol/incoming.ts';
import { type SocketSlot, socketSlot } from '../subscription/socketSlot.ts';
import type { Dialling } from './diallingOf.ts';
import { doorSettings } from './doorSettings.ts';
import type { ClientSettings } from './options.ts';
import { socketNotes } from './socketNotes.ts';
import type { StatusBoard } from './statusBoard.ts';

/** What a client's sockets are made with. */
export interface FactorySettings {
  readonly settings: ClientSettings;
  readonly board: StatusBoard;
  readonly report: (event: ReportEvent) => void;
  /** How a dialect's sockets dial. */
  readonly doorOf: (dialect: Dialect) => Dialling;
}

/** A slot for one dialect, wired to the client's status board and reporter. */
export function openSlot(
  id: string,
  dialect: Dialect,
  factory: FactorySettings,
  onClosed: () => void,
  epochsAbove: number,
): SocketSlot {
  const { settings, doorOf } = factory;
  const { name: route } = dialect;
  const asked = { topics: outstanding(settings.clock), all: outstanding(settings.clock) };
  const notes = socketNotes({ id, route }, () => slot, factory);
  const connection = {
    ...connectionSettings(id, dialect, factory, asked),
    epochsAbove,
    onRoundTrip: notes.onRoundTrip,
  };
  const slot: SocketSlot = socketSlot({
    ...notes,
    id,
    route,
    linger: settings.linger,
    connection,
    session: {
      ...settings,
      ...notes,
      dialect,
      completion: connection.completion,
      onOutstanding: ({ subscription }) =>
        dialect.liveness.mayBeQuiet?.(subscription) === true
          ? asked.all.begin()
          : both(asked.topics.begin(), asked.all.begin()),
    },
    onClosed: (error) => {
      doorOf(dialect).giveUp(error);
      onClosed();
      notes.onGone();
    },
  });
  return slot;
}

function both(first: () => void, second: () => void): () => void {
  return () => {
    first();
    second();
  };
}

function connectionSettings(
  id: string,
  dialect: Dialect,
  { settings, board, report, doorOf }: FactorySettings,
  { topics, all }: { readonly topics: Outstanding; readonly all: Outstanding },
): ConnectionSettings<unknown> {
  const { within, isProof } = dialect.liveness;
  const common = {
    ...settings,
    counters: board.counters,
    onUndecodable: (error: Error): void => report({ kind: 'undecodable', socket: id, error }),
  };
  return {
    ...common,
    ...doorSettings(dialect, doorOf(dialect), common),
    decode: decoderOf(dialect.codec),
    encode: encoderOf(dialect.codec),
    limits: settings.limitsOf(dialect),
    idOf: dialect.idOf,
    withId: dialect.withId,
    requests: dialect.requests,
    firstAskWithin: dialect.subscribing.deadline,
    heartbeat: dialect.heartbeat,
    isElsewhere: (message) => isForSession(message, dialect),
    answers: dialect.answers,
    onOutstanding: all.begin,
    // A venue may have nothing to say where nothing is asked; and where only requests or quiet topics are, any message proves life.
    silence: { within, isProof: (message) => !topics.some() || isProof(message), lasted: all.lasted },
    onLateReply: () => report({ kind: 'late-reply', socket: id }),
  };
}

/** Whether a message with an id is the session's to count: an answer to a subscription, which bears the id of its frame, or unreadable. */
function isForSession(message: unknown, dialect: Dialect): boolean {
  try {
    return hasAnswer(dialect.classify(message));
  } catch {
    return true;
  }
}

function hasAnswer(incoming: Incoming): boolean {
  if (incoming.kind === 'several') return incoming.items.some(hasAnswer);
  return incoming.kind === 'ack' || incoming.kind === 'refusal';
}
