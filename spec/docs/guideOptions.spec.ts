import { describe, expect, it } from '@jest/globals';
import { defaultBackoff } from '../../src/connection/options.ts';
import { textOf } from '../house/houseImports.ts';

/** The members of an interface or type, those of what is inside one as `outer.inner`. */
function membersOf(path: string, opening: string): readonly string[] {
  const [, body = ''] = textOf(path).split(opening);
  const [inside = ''] = body.split(/^}/m);
  let outer = '';
  return inside.split('\n').flatMap((line) => {
    const [, indent = '', name = '', rest = ''] = /^( +)(?:readonly )?(\w+)(.*)/.exec(line) ?? [];
    if (!/^\??[:(]/.test(rest)) return [];
    if (indent.length === 2) outer = name;
    if (rest.endsWith('{')) return [];
    return [indent.length === 2 ? name : `${outer}.${name}`];
  });
}

/** The members of a union of credentials, each named once. */
function credentialParts(): readonly string[] {
  const [, body = ''] = textOf('src/auth/credentialsOf.ts').split('export type CredentialsOptions = {');
  const [inside = ''] = body.split(/^\);/m);
  return [...new Set([...inside.matchAll(/(?:readonly |^ +)(\w+)\??[:(]/gm)].map(([, name = '']) => name))];
}

/** Options whose parts have a row each. */
const inParts: Readonly<Record<string, readonly string[]>> = {
  backoff: membersOf('src/connection/options.ts', 'export interface Backoff {'),
  silence: membersOf('src/connection/options.ts', 'export interface Silence<M = unknown> {'),
  heartbeat: membersOf('src/protocol/heartbeat.ts', 'export interface Heartbeat<M = unknown> {'),
  credentials: credentialParts(),
};

/** The defaults that are numbers in a file that fills them in: `[option, default]`. */
function numbersIn(path: string): readonly (readonly [string, number])[] {
  const filled = /(?:duration|count)Option\(\s*'([\w.]+)',\s*[\w.?]+,\s*([\d_]+)[,)\s]/g;
  return [...textOf(path).matchAll(filled)].map(([, option = '', number = '']) => [
    option,
    Number(number.replaceAll('_', '')),
  ]);
}

/** The defaults that are no numbers: `[option, what stands in its place]`. */
function wordsIn(path: string): readonly (readonly [string, string])[] {
  const named = /options\.(\w+) \?\? (\w+)|[{,] (\w+) = (asyncScheduler|'\w+')/g;
  return [...textOf(path).matchAll(named)].map(([, option, word, other = '', preset = '']) => [
    option ?? other,
    word ?? preset,
  ]);
}

const tables = [
  {
    of: 'createClient',
    file: 'src/client/options.ts',
    opening: 'export interface ClientOptions {',
    some: ['restUrl', 'limits.budgets', 'backoff.base', 'credentials.signer'],
    words: ['environment', 'scheduler', 'enabled', 'http', 'transport'],
  },
  {
    of: 'connect',
    file: 'src/connection/connect.ts',
    opening: 'export interface ConnectOptions<M = unknown> {',
    some: ['endpoint', 'heartbeat.isReply', 'silence.within', 'backoff.cap'],
    words: ['scheduler', 'transport'],
  },
] as const;

describe.each(tables)("the guide's table of the options of $of", ({ of, file, opening, some, words }) => {
  const [, section = ''] = textOf('docs/guide.md').split(`\n### Of \`${of}\`\n`);
  const rows = [...(section.split(/\n##+ /)[0] ?? '').matchAll(/^\| `([\w.]+)` \| (.*?) \| (.*?) \| (.*) \|$/gm)].map(
    ([, option = '', unit = '', preset = '', says = '']) => ({ option, unit, preset, says }),
  );
  const options = membersOf(file, opening).flatMap((name) => inParts[name]?.map((part) => `${name}.${part}`) ?? [name]);
  const presetOf = (option: string): string => rows.find((row) => row.option === option)?.preset ?? '';

  it('has a row for each option, and for nothing else', () => {
    expect(options).toEqual(expect.arrayContaining([...some]));
    expect(rows.map(({ option }) => option).toSorted()).toEqual(options.toSorted());
  });

  it.each(rows)('$option says its unit, its default and what it is', ({ unit, preset, says }) => {
    expect(Math.min(unit.length, preset.length)).toBeGreaterThan(1);
    expect(says.length).toBeGreaterThan(10);
  });

  it('states the numbers that the code has, with their unit, and no others', () => {
    const inCode = [
      ...numbersIn(file),
      ...Object.entries(defaultBackoff).map(([part, number]) => [`backoff.${part}`, number] as const),
    ];
    const stated = rows.filter(({ preset }) => /^\d/.test(preset));
    expect(Object.fromEntries(stated.map(({ option, preset }) => [option, preset]))).toEqual(
      Object.fromEntries(inCode.map(([option, number]) => [option, number.toLocaleString('en')])),
    );
    for (const { unit } of stated) expect(unit).toMatch(/^(ms|bytes|requests)$/);
  });

  it('names what the code has in the place of what is not given', () => {
    const inCode = new Map(wordsIn(file));
    expect([...inCode.keys()]).toEqual(expect.arrayContaining([...words]));
    for (const option of words) expect(presetOf(option)).toContain(inCode.get(option));
  });
});
