import { describe, expect, it } from '@jest/globals';
import { type HouseImport, importsOf, sourcesOf } from './houseImports.ts';

/**
 * What each folder may use beside itself; `type` before a name: only its types. Stated here apart from the linter's
 * configuration, so that each reading checks the other.
 */
const DIRECTIONS: Readonly<Record<string, string>> = {
  model: '',
  errors: '',
  util: 'errors',
  operators: 'rxjs, type model',
  testing: 'rxjs, rxjs/testing, type model',
  protocol: 'type rxjs, model, errors, util',
  transport: 'rxjs, isomorphic-ws, node, operators, protocol, model, errors, util',
  codec: 'rxjs, operators, protocol, model, errors, util',
  auth: 'rxjs, operators, protocol, model, errors, util',
  limits: 'rxjs, operators, protocol, model, errors, util',
  book: 'rxjs, operators, protocol, model, errors, util',
  connection: 'rxjs, ts-pattern, transport, codec, auth, limits, operators, protocol, model, errors, util',
  request: 'rxjs, ts-pattern, connection, transport, codec, auth, limits, operators, protocol, model, errors, util',
  subscription:
    'rxjs, ts-pattern, request, connection, book, transport, codec, auth, limits, operators, protocol, model, errors, util',
  client:
    'rxjs, ts-pattern, subscription, request, connection, book, transport, codec, auth, limits, operators, protocol, model, errors, util',
  record:
    'rxjs, ts-pattern, client, subscription, request, connection, book, transport, codec, auth, limits, operators, protocol, model, errors, util',
  exchanges: 'type rxjs, protocol, model, errors, book, util',
  simulation: 'rxjs, ws, node, type protocol, type model, type transport, errors, util',
};

/** The folder of the house a path lies in; for a package its name, `node` for what the runtime brings. */
function placeOf(path: string): string {
  if (path.startsWith('node:')) return 'node';
  if (path.startsWith('operators/')) return 'operators';
  if (!path.startsWith('src/')) return path;
  const [, folder = ''] = path.split('/');
  return folder.endsWith('.ts') ? 'entry' : folder;
}

function venueOf(path: string): string | undefined {
  return path.startsWith('src/exchanges/') ? path.split('/')[2] : undefined;
}

function isLawful({ from, to, typeOnly }: HouseImport): boolean {
  const [here, there] = [placeOf(from), placeOf(to)];
  if (here === 'exchanges' && there === 'exchanges') return venueOf(from) === venueOf(to);
  if (here === there) return true;
  const allowed = (DIRECTIONS[here] ?? '').split(', ');
  return allowed.includes(there) || (typeOnly && allowed.includes(`type ${there}`));
}

const sources = [...sourcesOf('src'), ...sourcesOf('operators')];
const imports = sources.flatMap(importsOf);
const shown = (list: readonly HouseImport[]): readonly string[] => list.map(({ from, to }) => `${from} -> ${to}`);

/** All that is loaded with `entries`: files by their paths, packages by their names. */
function loadedBy(entries: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(entries);
  for (const path of loaded)
    for (const { from, to, typeOnly } of imports) if (from === path && !typeOnly) loaded.add(to);
  return loaded;
}

/** The files left when those that import none of the rest, or are imported by none, go again and again: the circles. */
function circlesOf(edges: readonly HouseImport[]): readonly string[] {
  const left = new Set(sources);
  const isFree = (path: string): boolean =>
    !edges.some(({ from, to }) => from === path && left.has(to)) ||
    !edges.some(({ from, to }) => to === path && left.has(from));
  for (let free = [...left].filter(isFree); free.length > 0; free = [...left].filter(isFree))
    for (const path of free) left.delete(path);
  return [...left];
}

describe('the import directions', () => {
  it('name every folder of src', () => {
    const places = new Set(sources.map(placeOf));
    for (const known of [...Object.keys(DIRECTIONS), 'entry', 'cli']) places.delete(known);
    expect([...places]).toEqual([]);
  });

  it('are kept by every file', () => {
    const bound = imports.filter(({ from }) => placeOf(from) in DIRECTIONS);
    expect(bound.length).toBeGreaterThan(100);
    expect(shown(bound.filter((each) => !isLawful(each)))).toEqual([]);
  });

  it.each<[string, HouseImport]>([
    ['an upward import', { from: 'src/model/a.ts', to: 'src/errors/b.ts', typeOnly: true }],
    ['a value where a type is allowed', { from: 'operators/a.ts', to: 'src/model/b.ts', typeOnly: false }],
    ['another venue', { from: 'src/exchanges/okx/a.ts', to: 'src/exchanges/kraken/b.ts', typeOnly: true }],
    ['the client side of a dialect', { from: 'src/simulation/a.ts', to: 'src/exchanges/b.ts', typeOnly: true }],
    ['a package of elsewhere', { from: 'src/book/a.ts', to: 'ws', typeOnly: true }],
    ['the inside of rxjs', { from: 'src/book/a.ts', to: 'rxjs/internal/Observable', typeOnly: true }],
  ])('forbid %s', (_, offence) => expect(isLawful(offence)).toBe(false));

  it('go in no circle, types included', () => {
    expect(circlesOf(imports)).toEqual([]);
  });

  it('would show a circle', () => {
    const edge = (from = '', to = ''): HouseImport => ({ from, to, typeOnly: true });
    const [a, b, c, d] = sources;
    expect(circlesOf([edge(a, b), edge(b, c), edge(c, b), edge(c, d)])).toEqual([b, c]);
  });

  it('end at existing files and at declared packages', () => {
    const packages = ['rxjs', 'rxjs/testing', 'isomorphic-ws', 'ws', 'ts-pattern'];
    const strangers = imports.filter(
      ({ to }) => !to.startsWith('node:') && !packages.includes(to) && !sources.includes(to),
    );
    expect(shown(strangers)).toEqual([]);
  });
});

describe('an entry point', () => {
  it('of a venue loads no streams, no sockets and no runtime', () => {
    const loaded = [...loadedBy(sources.filter((path) => /^src\/exchanges\/[^/]+\/index\.ts$/.test(path)))];
    expect(loaded.filter((path) => !path.startsWith('src/'))).toEqual([]);
  });

  it('of the package loads no venue and no tool', () => {
    const places = new Set([...loadedBy(['src/index.ts'])].map(placeOf));
    const own = ['exchanges', 'simulation', 'record', 'testing', 'cli', 'ws'];
    expect(own.filter((place) => places.has(place))).toEqual([]);
  });

  it('of the operators loads them and rxjs alone', () => {
    expect(new Set([...loadedBy(['operators/index.ts'])].map(placeOf))).toEqual(new Set(['operators', 'rxjs']));
  });

  it('of the simulation loads nothing of the client', () => {
    const places = [...loadedBy(sources.filter((path) => path === 'src/simulation/index.ts'))].map(placeOf);
    expect(places.filter((place) => !['simulation', 'errors', 'util', 'rxjs', 'ws', 'node'].includes(place))).toEqual(
      [],
    );
  });
});
