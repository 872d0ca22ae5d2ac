import { describe, expect, it } from '@jest/globals';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, sourcesOf, textOf } from './houseImports.ts';

const sources = [...sourcesOf('src'), ...sourcesOf('operators')];
const specs = sourcesOf('spec');
const ignored = ['.git', 'node_modules', 'dist', 'coverage', 'docs/api', 'docs/node_modules'];

/** Every text file a clone holds. */
function texts(folder = ''): readonly string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (ignored.includes(path)) return [];
    if (statSync(join(root, path)).isDirectory()) return texts(path);
    return /\.(gz|png|tgz|zst)$/.test(name) ? [] : [path];
  });
}

/** Lines that are neither blank nor comment. */
function codeLines(text: string): number {
  const bare = text.replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '');
  return bare.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length;
}

describe('a file of the house', () => {
  it('holds at most 250 lines of code, 500 in spec', () => {
    const tooLong = (paths: readonly string[], most: number): readonly string[] =>
      paths.filter((path) => codeLines(textOf(path)) > most);
    expect([...tooLong(sources, 250), ...tooLong(specs, 500)]).toEqual([]);
  });

  it('counts as code what is neither blank nor comment', () => {
    expect(codeLines('/** a\n * b\n */\nconst a = 1; // c\n\n// d\n  /* e */\nconst f = "/*";\n')).toBe(2);
  });

  it('is named index only where it is an entry point', () => {
    const entries = sources.filter((path) => path.endsWith('index.ts') && !path.startsWith('src/exchanges/'));
    const known = ['src/index.ts', 'src/record/index.ts', 'src/simulation/index.ts', 'src/testing/index.ts'];
    expect(entries.filter((path) => ![...known, 'operators/index.ts'].includes(path))).toEqual([]);
  });

  it('of the operators is named after what it exports', () => {
    const nameless = sourcesOf('operators').filter((path) => {
      const name = path.replace(/^.*\/(.*)\.ts$/, '$1').toLowerCase();
      const exported = textOf(path).matchAll(/^export (?:class|const|function|interface|type) (\w+)/gm);
      return ![...exported].some(([, found = '']) => found.replaceAll('_', '').toLowerCase() === name);
    });
    expect(nameless).toEqual(['operators/index.ts']);
  });

  it('of the operators is public in all it exports, or lies among the internal parts', () => {
    const exportsOf = (text: string): readonly string[] =>
      [...text.matchAll(/^export (?:class|const|function|interface|type) (\w+)/gm)].map(([, name = '']) => name);
    const named = new Set(textOf('operators/index.ts').replaceAll(/'.*'/g, '').match(/\w+/g));
    const isPart = (path: string): boolean => path.startsWith('operators/internal/');
    const operators = sourcesOf('operators').filter((path) => path !== 'operators/index.ts');
    const misplaced = operators.filter(
      (path) => isPart(path) === exportsOf(textOf(path)).every((name) => named.has(name)),
    );
    expect(operators.filter(isPart).length).toBeGreaterThan(10);
    expect(misplaced).toEqual([]);
  });

  it('switches no rule of linter, formatter or compiler off', () => {
    const switches = [
      'oxlint-' + 'disable',
      'eslint-' + 'disable',
      'biome-' + 'ignore',
      '@ts-' + 'ignore',
      '@ts-' + 'nocheck',
    ];
    const offenders = [...sources, ...specs].filter((path) => switches.some((text) => textOf(path).includes(text)));
    expect(offenders).toEqual([]);
  });
});

describe('a spec', () => {
  it('is neither left out nor the only one to run', () => {
    const marked =
      /\b(?:describe|it|test)\.(?:only|skip|todo|failing)\s*[(.`]|\b(?:fit|fdescribe|xit|xtest|xdescribe)\s*[(.`]/;
    expect(specs.filter((path) => path !== 'spec/house/lint.spec.ts' && marked.test(textOf(path)))).toEqual([]);
  });

  it('is found by one of the projects, or lends its cases to one that is', () => {
    const withCases = specs.filter(
      (path) => /@jest\/globals/.test(textOf(path)) && /\b(?:describe|it)\(/.test(textOf(path)),
    );
    const found = specs.filter((path) => path.endsWith('.spec.ts')).map(textOf);
    const isLent = (path: string): boolean => found.some((text) => text.includes(`/${path.split('/').pop()}'`));
    expect(withCases.filter((path) => !path.endsWith('.spec.ts') && !isLent(path))).toEqual([]);
  });
});

describe('the repository', () => {
  it('names no host of a package registry', () => {
    const host = new RegExp(
      ['registry\\.npm' + 'js', 'npm' + 'mirror', 'artifact' + 'ory', 'verd' + 'accio', 'jfrog\\.' + 'io'].join('|'),
      'i',
    );
    expect(texts().filter((path) => host.test(textOf(path)))).toEqual([]);
  });

  it('locks packages by version and hash alone', () => {
    const lock = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { resolved?: string; link?: boolean; integrity?: string }>;
    };
    const packages = Object.entries(lock.packages).filter(
      ([path, { link }]) => path.includes('node_modules/') && link !== true,
    );
    expect(packages.length).toBeGreaterThan(100);
    expect(
      packages
        .filter(([, { resolved, integrity }]) => resolved !== undefined || integrity === undefined)
        .map(([path]) => path),
    ).toEqual([]);
  });

  it('pins what it is built with', () => {
    const { dependencies, devDependencies, overrides } = JSON.parse(textOf('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const ranges = Object.entries({ ...dependencies, ...devDependencies, ...overrides }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(ranges).toEqual([]);
  });
});
