import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lastValueFrom, take, toArray } from 'rxjs';
import { readLines } from '../../src/cli/readLines.ts';

describe('readLines', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'coldwire-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const fileOf = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const linesOf = (path: string, ready = () => Promise.resolve()) =>
    lastValueFrom(readLines(path, ready).pipe(toArray()));

  it('reads lines, the last one without its end too, and leaves out empty ones', async () => {
    expect(await linesOf(fileOf('a.jsonl', 'one\n\ntwo\r\n  \nthree'))).toEqual(['one', 'two\r', 'three']);
  });

  it('gunzips by the name', async () => {
    expect(await linesOf(fileOf('a.jsonl.gz', gzipSync('one\ntwo\n')))).toEqual(['one', 'two']);
  });

  it('puts together lines and characters that span pieces', async () => {
    const line = 'é€😀'.repeat(9_000);
    let pieces = 0;
    const ready = async (): Promise<void> => {
      pieces++;
    };
    expect(await linesOf(fileOf('long.jsonl', `${line}\n${line}x\n${line}`), ready)).toEqual([line, `${line}x`, line]);
    expect(pieces).toBeGreaterThan(1);
  });

  it('does not read on before there is room for more', async () => {
    const path = fileOf('slow.jsonl', 'x\n'.repeat(100_000));
    let read = 0;
    const subscription = readLines(path, () => new Promise<void>(() => {})).subscribe(() => read++);
    await linesOf(path);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(100_000);
    subscription.unsubscribe();
  });

  it('stops when nobody listens', async () => {
    const path = fileOf('much.jsonl', 'x\n'.repeat(100_000));
    let pieces = 0;
    const ready = async (): Promise<void> => {
      pieces++;
    };
    expect(await lastValueFrom(readLines(path, ready).pipe(take(1)))).toBe('x');
    await linesOf(path);
    expect(pieces).toBe(0);
  });

  it('errors for what is no file, no gzip, half a gzip or no text', async () => {
    await expect(linesOf(join(folder, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(linesOf(join(folder, 'absent.gz'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(linesOf(folder)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(linesOf(fileOf('no.gz', 'plain'))).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
    const half = gzipSync('one\ntwo\n').subarray(0, 15);
    await expect(linesOf(fileOf('half.gz', half))).rejects.toMatchObject({ code: 'Z_BUF_ERROR' });
    await expect(linesOf(fileOf('bytes', Uint8Array.of(0xff, 0xfe, 0x0a)))).rejects.toMatchObject({
      code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
    });
  });
});
