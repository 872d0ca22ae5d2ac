import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, sourcesOf, textOf } from '../house/houseImports.ts';
import { blocksOf, examplesOf } from './examplesOf.ts';

const snippets = new Map([['README.md.ts', blocksOf(textOf('README.md')).join('\n')]]);
// Of the guide those that stand by themselves but for the client, which everybody has by then.
const guide = blocksOf(textOf('docs/guide.md')).filter((code) => code.startsWith('import '));
for (const [index, code] of guide.entries())
  snippets.set(`guide.md.${index}.ts`, `declare const client: import('coldwire').Client;\nvoid client;\n${code}`);
for (const path of [...sourcesOf('src'), ...sourcesOf('operators')])
  for (const [index, code] of examplesOf(textOf(path)).entries())
    snippets.set(`${path.replaceAll('/', '_')}.${index}.ts`, code);

describe('the snippets of README, guide and doc comments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coldwire-snippets-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are found', () => {
    expect(snippets.get('README.md.ts')).toContain('createClient(kraken)');
    expect(snippets.get('guide.md.1.ts')).toContain('connect<RpcMessage>(');
    expect(snippets.get('operators_routeBy.ts.0.ts')).toContain('routeBy(');
    expect(snippets.size).toBeGreaterThan(15);
  });

  it('pass the type check as they stand', () => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'runner.d.ts'), 'declare function it(title: string, test: () => void): void;\n');
    for (const [name, code] of snippets) writeFileSync(join(folder, name), `${code}\nexport {};\n`);
    const from = (path: string): readonly string[] => [join(root, path)];
    const compilerOptions = {
      isolatedDeclarations: false,
      paths: {
        coldwire: from('src/index.ts'),
        'coldwire/operators': from('operators/index.ts'),
        'coldwire/*': from('src/*/index.ts'),
      },
    };
    const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout.split('\n').filter((line) => /^[\w.]+\(/.test(line))).toEqual([]);
    expect(stdout).toBe('');
  });
});
