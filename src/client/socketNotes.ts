import type { SocketPhase } from '../model/clientStatus.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { RoundTrip } from '../model/roundTrip.ts';
import type { Stray } from '../subscription/openSession.ts';
import type { SlotEvent, SlotSettings, SocketSlot } from '../subscription/socketSlot.ts';
import type { LiveCounters, SocketEntry, StatusBoard } from './statusBoard.ts';

/** What is told of one socket while it lives. */
export interface SocketNotes extends Pick<SlotSettings, 'onEvent' | 'onRetire' | 'onUse'> {
  readonly onMessage: (receivedAt: number) => void;
  readonly onStray: (stray: Stray) => void;
  readonly onRoundTrip: (trip: RoundTrip) => void;
  /** The socket is gone for good. */
  readonly onGone: () => void;
}

/** Writes down what is told of one socket, on the client's board and to its reporter. */
export function socketNotes(
  { id, route }: Pick<SocketSlot, 'id' | 'route'>,
  slotOf: () => SocketSlot,
  { board, report }: { readonly board: StatusBoard; readonly report: (event: ReportEvent) => void },
): SocketNotes {
  let pending = (): number => 0;
  const load: SocketEntry['load'] = () => {
    const slot = slotOf();
    return { wanted: slot.wanted(), live: slot.live(), pending: pending() + slot.requests() };
  };
  const entry: SocketEntry = { id, route, url: '', phase: 'connecting', epoch: 0, attempt: 0, load };
  const enter = (phase: SocketPhase): void => {
    entry.phase = phase;
    board.post(entry);
  };
  return {
    onMessage: (receivedAt) => {
      entry.lastDataAt = receivedAt;
    },
    onStray: (stray) => {
      count(stray, board.counters);
      report({ ...stray, socket: id });
    },
    onRoundTrip: (trip) => {
      if (trip.of !== 'subscribe') entry.latency = trip.ms;
      report({ kind: 'latency', socket: id, ...trip });
    },
    onEvent: (event) => {
      if (event.kind === 'stalled' || event.kind === 'dismissed') {
        board.counters.resyncs += slotOf().wanted();
        return;
      }
      if (event.kind === 'ready') {
        pending = event.session.pending;
        if (entry.epoch > 0) board.counters.reconnects++;
      }
      writeDown(event, entry);
      enter(phaseOf(event, slotOf().wanted() + slotOf().requests() > 0));
      if (event.kind !== 'authenticating') report(reportOf(event, id));
    },
    onRetire: () => {
      enter('draining');
      report({ kind: 'rotating', socket: id });
    },
    onUse: (used) => {
      if (entry.phase === (used ? 'draining' : 'ready') && !slotOf().isRetiring()) enter(used ? 'ready' : 'draining');
    },
    onGone: () => {
      entry.phase = 'closed';
      entry.retryAt = undefined;
      board.remove(entry);
      report({ kind: 'closed', socket: id });
    },
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
type PhaseEvent = Exclude<SlotEvent, { kind: 'stalled' | 'dismissed' }>;

/** Brings an entry up to date with what happened to its socket. */
function writeDown(event: PhaseEvent, entry: SocketEntry): void {
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
