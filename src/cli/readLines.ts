import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { concatMap, defer, from, type Observable } from 'rxjs';

/**
 * The lines of a text file, without empty ones, gunzipped where its name ends in `.gz`. Reads on subscribe, piece by piece,
 * waiting before each for `ready`; stops with unsubscription; errors with what the system says.
 */
export function readLines(path: string, ready: () => Promise<void>): Observable<string> {
  return defer(() => from(linesOf(path, ready))).pipe(concatMap((lines) => lines));
}

async function* linesOf(path: string, ready: () => Promise<void>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of bytesOf(path)) {
    const [last = '', ...lines] = `${rest}${decoder.decode(chunk as Uint8Array, { stream: true })}`
      .split('\n')
      .reverse();
    rest = last;
    yield lines.reverse().filter(isFull);
    await ready();
  }
  yield [`${rest}${decoder.decode()}`].filter(isFull);
}

function bytesOf(path: string): Readable {
  const file = createReadStream(path);
  // What goes wrong in either destroys both, and is thrown where they are read.
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
}

function isFull(line: string): boolean {
  return line.trim() !== '';
}
