import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Observable } from 'rxjs';

/** A text file that grows line by line. */
export interface LineFile {
  /** Nothing is written any more once the file was finished. */
  line(text: string): void;
  /** Writes what is left on subscribe; completes once all of it is in the file, errors with what the system says. */
  readonly finish$: Observable<never>;
}

/**
 * A text file, emptied first, gzipped where its name ends in `.gz`. Emits once it is open and never completes; errors with
 * what the system says, whenever it does. Unsubscribing gives up what is not yet written: `finish$` first keeps it.
 */
export function writeLines(path: string): Observable<LineFile> {
  return new Observable((subscriber) => {
    const file = createWriteStream(path);
    const gzip = path.endsWith('.gz') ? createGzip() : undefined;
    const entry: Writable = gzip ?? file;
    gzip?.pipe(file);
    const finish$ = new Observable<never>((finished) => {
      file.once('close', () => finished.complete());
      entry.end();
    });
    file.on('error', (error) => subscriber.error(error));
    file.on('open', () =>
      subscriber.next({
        line: (text) => {
          if (entry.writable) entry.write(`${text}\n`);
        },
        finish$,
      }),
    );
    return () => {
      gzip?.destroy();
      file.destroy();
    };
  });
}
