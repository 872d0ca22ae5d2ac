import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, textOf } from '../house/houseImports.ts';

const rows = [...textOf('docs/invariants.md').matchAll(/^\| I(\d+) \| (.*) \| (.*) \| (.*) \|$/gm)];
const from1 = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('the table of invariants', () => {
  it('has a row for each, in order', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual([...from1(18), ...from1(8).map((index) => index + 24)]);
  });

  it.each(rows.map(([, number = '', , by = '', mutation = '']) => [number, by, mutation]))(
    'I%s names specs that are there, and where to break the code',
    (_, by, mutation) => {
      const specs = [...by.matchAll(/`(spec\/[\w/]+\.spec\.ts)`/g)].map(([, path = '']) => path);
      expect(specs).not.toEqual([]);
      expect(specs.filter((path) => !existsSync(join(root, path)))).toEqual([]);
      expect(mutation).toMatch(/\(`\w+`/);
    },
  );
});
