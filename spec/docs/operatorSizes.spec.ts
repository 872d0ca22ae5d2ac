import { describe, expect, it } from '@jest/globals';
import { families, sizeOf } from '../../scripts/operatorSizes.js';
import { root, textOf } from '../house/houseImports.ts';

const familyOf = new Map(Object.entries(families).flatMap(([family, names]) => names.map((name) => [name, family])));
const page = textOf('docs/operators.md');
const documented = new Map(
  [...page.matchAll(/^\| `(\w+)` \| [\w ]+ \| (\d+) \| (\d+) \|$/gm)].map(([, name = '', bytes, files]) => [
    name,
    { bytes: Number(bytes), files: Number(files) },
  ]),
);

describe('importing one operator', () => {
  it.each([...familyOf.keys()])(
    '%s brings no operator of another family, and costs what the page says',
    async (name) => {
      const { bytes, files } = await sizeOf(name, root);
      const foreign = files.filter((file: string) => familyOf.has(file) && familyOf.get(file) !== familyOf.get(name));
      expect(foreign).toEqual([]);
      expect(files).toContain(name);
      expect(documented.get(name)?.files).toBe(files.length);
      // Compressors differ from version to version, a little.
      expect(Math.abs((documented.get(name)?.bytes ?? 0) - bytes)).toBeLessThan(Math.max(24, bytes / 50));
    },
  );
});

describe('the page of operators', () => {
  it('knows every function the entry point exports, but for the ready-made aggregates', () => {
    const exported = [...textOf('operators/index.ts').matchAll(/\b(?<!type )([a-z]\w+)(?=,| }|,?\n)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !['type', 'export', 'from'].includes(name) && !name.endsWith('Of'));
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.filter((name) => !familyOf.has(name))).toEqual([]);
    expect(
      [...familyOf.keys()].filter((name) => !page.includes(`### ${name}`) && !page.includes(`\`${name}\``)),
    ).toEqual([]);
  });

  it('links to headings that are there', () => {
    const headings = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => anchor);
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((anchor) => !headings.has(anchor))).toEqual([]);
  });
});
