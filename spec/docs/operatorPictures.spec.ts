import { describe, expect, it } from '@jest/globals';
import { families } from '../../scripts/operatorSizes.js';
import { marbles } from '../../src/testing/marbles.ts';
import { textOf } from '../house/houseImports.ts';
import { type Draw, inChapters, inTable } from './operatorPictures.ts';

const page = textOf('docs/operators.md');

/** The pictures of each row of the table. */
const rows = new Map(
  [...page.matchAll(/^\| \[`(\w+)`\]\(#[\w-]+\) \| .* \| (.*) \|$/gm)].map(([, name = '', cell = '']) => [
    name,
    [...cell.matchAll(/`([^`]+)`/g)].map(([, picture = '']) => picture.replaceAll('\\|', '|')),
  ]),
);

/** The pictures of each chapter: of a block the second column. */
const chapters = new Map(
  page.split(/^### /m).flatMap((chapter) => {
    const [heading = ''] = chapter.split('\n', 1);
    const block = /^```\n(.*?)^```$/ms.exec(chapter.replaceAll(/^```ts\n.*?^```\n/gms, ''));
    const lines = (block?.[1] ?? '').split('\n').filter((line) => line !== '');
    const pictures = lines.map((line) => line.slice(13).replace(/ {2,}.*/, ''));
    return pictures.length === 0 ? [] : [[heading, pictures] as const];
  }),
);

const drawn = (draws: Readonly<Record<string, Draw>>, pictures: ReadonlyMap<string, readonly string[]>) =>
  Object.entries(draws).map(([name, draw]) => ({ name, draw, pictures: pictures.get(name) ?? [] }));

describe('the pictures of operators', () => {
  it('are in the table one for each, and all are run', () => {
    expect([...rows.keys()].sort()).toEqual(Object.values(families).flat().sort());
    expect([...rows.keys()].sort()).toEqual(Object.keys(inTable).sort());
  });

  it('in the chapters are run, all of them', () => {
    expect([...chapters.keys()].sort()).toEqual(Object.keys(inChapters).sort());
  });

  it.each(drawn(inTable, rows))('in the table are what comes of $name', ({ draw, pictures }) => {
    expect(pictures.length).toBeGreaterThan(1);
    marbles((helpers) => draw(helpers, ...pictures))();
  });

  it.each(drawn(inChapters, chapters))('in its chapter are what comes of $name', ({ draw, pictures }) => {
    expect(pictures.length).toBeGreaterThan(1);
    marbles((helpers) => draw(helpers, ...pictures))();
  });
});
