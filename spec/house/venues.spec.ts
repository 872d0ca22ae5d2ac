import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exchanges } from '../../src/cli/exchanges.ts';
import { simulatedVenueNames } from '../../src/simulation/index.ts';
import { subjects } from '../swarm/subjects.ts';
import { root, sourcesOf, textOf } from './houseImports.ts';

/** The venues there are, by their folders. */
const venues = readdirSync(join(root, 'src/exchanges'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();

/** The files that may name a venue in their code: tables, and the demonstration of one. */
const tables = ['src/cli/demo.ts', 'src/cli/exchanges.ts', 'src/cli/replayable.ts', 'src/simulation/venueTable.ts'];

/** A source without its comments. */
const codeOf = (path: string): string => textOf(path).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, '');

/** The venues that a text names after some words. */
const namedAfter = (text: string, words: string): readonly string[] =>
  [...text.matchAll(new RegExp(`${words}(\\w+)`, 'g'))].map(([, name = '']) => name);

describe('a venue', () => {
  it.each([
    ['simulated', simulatedVenueNames],
    ['known to the command', [...exchanges.keys()]],
    ['played by the swarm', Object.keys(subjects)],
    ['an entry point', namedAfter(textOf('package.json'), '"\\./exchanges/')],
    ['in the reference', namedAfter(textOf('docs/typedoc.json'), '/src/exchanges/')],
    ['in the README', namedAfter(textOf('README.md'), '\\| `coldwire/exchanges/')],
    ['run inside one TestScheduler', namedAfter(textOf('spec/client/wholeClient.spec.ts'), "name: '")],
  ])('is %s, under the name of its folder', (_, names) => {
    expect([...new Set(names)].toSorted()).toEqual(venues);
  });

  it('is named by the code of no file but those of its folders, and the tables', () => {
    const own = new RegExp(`^src/(?:exchanges|simulation)/(?:${venues.join('|')})/`);
    const named = new RegExp(venues.join('|'), 'i');
    const naming = [...sourcesOf('src'), ...sourcesOf('operators')].filter(
      (path) => !own.test(path) && named.test(codeOf(path)),
    );
    expect(naming).toEqual(tables);
  });
});
