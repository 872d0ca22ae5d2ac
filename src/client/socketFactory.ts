import { decoderOf, encoderOf } from '../codec/jsonCodec.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import type { SocketPhase } from '../model/clientStatus.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Stray } from '../subscription/openSession.ts';
import { type SlotEvent, type SocketSlot, socketSlot } from '../subscription/socketSlot.ts';
import type { Dialling } from './diallingOf.ts';
import { doorSettings } from './doorSettings.ts';
import type { ClientSettings } from './options.ts';
import type { LiveCounters, SocketEntry, StatusBoard } from './statusBoard.ts';

/** What a client's sockets are made with. */
export interface FactorySettings {
  readonly settings: ClientSettings;
  readonly board: StatusBoard;
  readonly report: (event: ReportEvent) => void;
  /** How a dialect's sockets dial. */
  readonly doorOf: (dialect: Dialect) => Dialling;
}

/** A slot for one dialect, wired to the client's status board and reporter. */
export function openSlot(id: string, dialect: Dialect, factory: FactorySettings, onClosed: () => void): SocketSlot {
  const { settings, board, report, doorOf } = factory;
  let pending = (): number => 0;
  const entry: SocketEntry = {
    id,
    route: dialect.name,
    url: '',
    phase: 'connecting',
    epoch: 0,
    attempt: 0,
    load: () => ({ wanted: slot.wanted(), live: slot.live(), pending: pending() + slot.requests() }),
  };
  const connection = connectionSettings(id, dialect, factory, () => slot.wanted() > 0);
  const slot: SocketSlot = socketSlot({
    id,
    route: dialect.name,
    linger: settings.linger,
    connection,
    session: {
      ...settings,
      dialect,
      completion: connection.completion,
      onMessage: (receivedAt) => {
        entry.lastDataAt = receivedAt;
      },
      onStray: onStray(id, board, report),
    },
    onEvent: (event) => {
      if (event.kind === 'stalled') {
        board.counters.resyncs += slot.wanted();
        return;
      }
      if (event.kind === 'ready') {
        pending = event.session.pending;
        if (entry.epoch > 0) board.counters.reconnects++;
      }
      writeDown(event, entry, slot.wanted() + slot.requests() > 0);
      board.post(entry);
      if (event.kind !== 'authenticating') report(reportOf(event, id));
    },
    onUse: (used) => {
      if (entry.phase !== (used ? 'draining' : 'ready')) return;
      entry.phase = used ? 'ready' : 'draining';
      board.post(entry);
    },
    onClosed: (error) => {
      doorOf(dialect).giveUp(error);
      onClosed();
      entry.phase = 'closed';
      entry.retryAt = undefined;
      board.remove(entry);
      report({ kind: 'closed', socket: id });
    },
  });
  return slot;
}

function onStray(socket: string, { counters }: StatusBoard, report: FactorySettings['report']) {
  return (stray: Stray): void => {
    count(stray, counters);
    report({ ...stray, socket });
  };
}

function connectionSettings(
  id: string,
  dialect: Dialect,
  { settings, board, report, doorOf }: FactorySettings,
  hasTopics: () => boolean,
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
    answers: dialect.answers,
    // A venue may have nothing to say where nothing is subscribed: there any message, an answer say, proves life.
    silence: { within, isProof: (message) => !hasTopics() || isProof(message) },
    onLateReply: () => report({ kind: 'late-reply', socket: id }),
  };
}

function count({ kind }: Stray, counters: LiveCounters): void {
  switch (kind) {
    case 'unknown-frame':
      counters.unknownFrames++;
      break;
    case 'late-reply':
      counters.lateReplies++;
      break;
    case 'undecodable':
      counters.undecodable++;
      break;
    case 'notice':
      break;
  }
}

/** An event that is a phase. */
type PhaseEvent = Exclude<SlotEvent, { kind: 'stalled' }>;

/** Brings an entry up to date with what happened to its socket. */
function writeDown(event: PhaseEvent, entry: SocketEntry, used: boolean): void {
  entry.phase = phaseOf(event, used);
  entry.retryAt = event.kind === 'waiting' ? event.retryAt : undefined;
  switch (event.kind) {
    case 'connecting':
      entry.url = event.url;
      entry.attempt = event.attempt;
      break;
    case 'ready':
      entry.epoch = event.session.epoch;
      entry.attempt = 0;
      break;
    case 'waiting':
      entry.attempt = event.attempt;
      break;
    case 'paused':
      entry.attempt = 0;
      break;
    case 'authenticating':
      break;
  }
}

function phaseOf({ kind }: PhaseEvent, used: boolean): SocketPhase {
  if (kind === 'paused') return 'waiting';
  return kind === 'ready' && !used ? 'draining' : kind;
}

function reportOf(event: Exclude<PhaseEvent, { kind: 'authenticating' }>, socket: string): ReportEvent {
  switch (event.kind) {
    case 'connecting':
      return { kind: 'connecting', socket, url: event.url, attempt: event.attempt };
    case 'ready':
      return { kind: 'ready', socket, epoch: event.session.epoch };
    case 'paused':
      return { kind: 'paused', socket };
    case 'waiting':
      return { kind: 'waiting', socket, attempt: event.attempt, retryAt: event.retryAt, error: event.error };
  }
}
