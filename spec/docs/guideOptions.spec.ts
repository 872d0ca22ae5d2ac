import { describe, expect, it } from '@jest/globals';
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

/** Options whose parts have a row each. */
const inParts: Readonly<Record<string, readonly string[]>> = {
  backoff: membersOf('src/connection/options.ts', 'export interface Backoff {'),
  credentials: ['key', 'secret', 'signer', 'passphrase', 'uid'],
};

const options = membersOf('src/client/options.ts', 'export interface ClientOptions {').flatMap(
  (name) => inParts[name]?.map((part) => `${name}.${part}`) ?? [name],
);
const [, section = ''] = textOf('docs/guide.md').split('\n## Options\n');
const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([\w.]+)` \| (.*?) \| (.*) \|$/gm)];

describe("the guide's table of options", () => {
  it('has a row for each option, and for nothing else', () => {
    expect(options).toContain('restUrl');
    expect(options).toContain('limits.budgets');
    expect(options).toContain('backoff.base');
    expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(options));
    expect(rows).toHaveLength(options.length);
  });

  it.each(rows.map(([, name = '', preset = '', says = '']) => [name, preset, says]))(
    '%s says its default and what it is',
    (_, preset, says) => {
      expect(preset.length).toBeGreaterThan(1);
      expect(says.length).toBeGreaterThan(10);
    },
  );

  it('states the defaults that durations have in the code', () => {
    const code = textOf('src/client/options.ts');
    const durations = [...code.matchAll(/durationOption\('(\w+)', options\.\w+, ([\d_]+)\)/g)];
    expect(durations.length).toBeGreaterThan(3);
    for (const [, name = '', preset = ''] of durations)
      expect(rows.find(([, row]) => row === name)?.[2]).toBe(Number(preset.replaceAll('_', '')).toLocaleString('en'));
  });
});
