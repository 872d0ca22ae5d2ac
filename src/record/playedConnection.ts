import type { ReportEvent } from '../model/reportEvent.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Incoming } from '../protocol/incoming.ts';
import { type Heard, hear, isTelling, languageOf } from './languages.ts';
import { playedSession, type PlayedSession } from './playedSession.ts';
import type { PlayedTopics } from './playedTopics.ts';
import type { RecordedTime } from './recordedTime.ts';
import type { SessionLine } from './sessionLine.ts';

/** One connection of a recording. */
export interface PlayedConnection {
  /**
   * The recording shows it opened, perhaps again: what was live is lost, then a new epoch begins. `dialects` as in the
   * settings, where the recording says anew what it may speak.
   */
  open(dialects?: readonly Dialect[]): void;
  /** Takes in a received frame. */
  receive(line: SessionLine): void;
}

/** What a played connection is made with. */
export interface PlayedConnectionSettings {
  /** The venue's name. */
  readonly exchange: string;
  /** What it may speak, none where that is nothing of the venue's; which of them, its first telling frame decides. */
  readonly dialects: readonly Dialect[];
  /** The number of the next epoch; one row for all connections, so that a topic's epochs rise whichever serves it. */
  readonly nextEpoch: () => number;
  readonly topics: PlayedTopics;
  readonly time: RecordedTime;
  readonly report: (event: ReportEvent) => void;
}

/** Plays one connection's frames through the client's own decode, route and book pipeline. */
export function playedConnection(settings: PlayedConnectionSettings): PlayedConnection {
  const { exchange, nextEpoch, topics, time, report } = settings;
  let languages = settings.dialects.map(languageOf);
  let played: PlayedSession | undefined;
  const socket = (): string => {
    const [only, other] = languages;
    return `${exchange}-${only === undefined || other !== undefined ? 'unknown' : only.dialect.name}`;
  };

  /** The session of this epoch; made when first needed, as the dialect may not be known before. */
  const sessionIn = (dialect: Dialect): PlayedSession =>
    (played ??= playedSession({
      epoch: nextEpoch(),
      dialect,
      onTopic: (topic, session) => topics.serve(topic, dialect, session),
    }));

  const play = (incoming: Incoming, dialect: Dialect): void => {
    // What the last one broke listens again before the next one comes.
    time.settle();
    switch (incoming.kind) {
      case 'data':
        if (!sessionIn(dialect).content(incoming, time.clock.wall()))
          report({ kind: 'unknown-frame', socket: socket() });
        break;
      case 'ack':
        if (!sessionIn(dialect).acknowledged(incoming)) report({ kind: 'unknown-frame', socket: socket() });
        break;
      case 'several':
        for (const item of incoming.items) play(item, dialect);
        break;
      default:
        passOn(incoming, socket(), report);
    }
  };

  return {
    open: (dialects) => {
      if (played !== undefined) topics.lose(played.session);
      played = undefined;
      if (dialects !== undefined) languages = dialects.map(languageOf);
    },
    receive: (line) => {
      let heard: Heard | undefined;
      try {
        heard = hear(line, languages);
      } catch (error) {
        report({ kind: 'undecodable', socket: socket(), error: error as Error });
        return;
      }
      if (heard === undefined) return report({ kind: 'unknown-frame', socket: socket() });
      if (isTelling(heard.incoming)) languages = [heard.language];
      play(heard.incoming, heard.language.dialect);
    },
  };
}

/** Reports what belongs to no topic. */
function passOn(
  incoming: Exclude<Incoming, { kind: 'data' | 'ack' | 'several' }>,
  socket: string,
  report: PlayedConnectionSettings['report'],
): void {
  switch (incoming.kind) {
    case 'refusal':
      report({ kind: 'notice', socket, text: `${incoming.verb} refused: ${incoming.reason}` });
      break;
    case 'notice':
      report({ kind: 'notice', socket, text: incoming.text });
      break;
    case 'unknown':
      report({ kind: 'unknown-frame', socket });
      break;
    case 'heartbeat':
    case 'reply':
      break;
  }
}
