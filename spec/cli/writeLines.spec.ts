import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lastValueFrom } from 'rxjs';
import { writeLines } from '../../src/cli/writeLines.ts';

describe('writeLines', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'coldwire-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds every line once it is finished', async () => {
    const path = join(folder, 'a.jsonl');
    const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);
    const done = new Promise<void>((resolve, reject) => {
      writeLines(path).subscribe({
        next: (file) => {
          for (const line of lines) file.line(line);
          file.finish$.subscribe({ complete: resolve, error: reject });
          file.line('late');
        },
        error: reject,
      });
    });
    await done;
    expect(readFileSync(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
  });

  it('gzips by the name', async () => {
    const path = join(folder, 'a.jsonl.gz');
    await new Promise<void>((resolve, reject) => {
      writeLines(path).subscribe({
        next: (file) => {
          file.line('one');
          file.finish$.subscribe({ complete: resolve, error: reject });
        },
        error: reject,
      });
    });
    expect(gunzipSync(readFileSync(path)).toString()).toBe('one\n');
  });

  it('errors where there can be no file', async () => {
    await expect(lastValueFrom(writeLines(join(folder, 'no', 'such', 'folder')))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
