import type { Observable, SchedulerLike } from 'rxjs';
import type { Clock } from '../model/seams.ts';
import type { Transport } from '../transport/socket.ts';
import type { LineFile } from './writeLines.ts';

/** All that the command needs of the process it runs in. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether stdout is a terminal that understands cursor movement. */
  readonly isTTY: boolean;
  /** Whether colours are welcome there. */
  readonly colour: boolean;
  columns(): number;
  rows(): number;
  /** Emits when the user or the system asks the command to end. */
  readonly interrupts$: Observable<void>;
  /** Emits when nobody reads stdout any more; errors when stdout fails otherwise. */
  readonly outputClosed$: Observable<void>;
  /** The lines of a text file, gunzipped where its name ends in `.gz`; no faster than stdout is read. */
  readLines(path: string): Observable<string>;
  /** A text file to write, emptied first, gzipped where its name ends in `.gz`. */
  writeLines(path: string): Observable<LineFile>;
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  /** What clients dial with. Default: the client's own. */
  readonly transport?: Transport;
  /** The version of the package. */
  version(): string;
}
