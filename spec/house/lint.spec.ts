import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

const lines = (count: number): string =>
  Array.from({ length: count }, (_, line) => `export const x${line} = ${line};\n`).join('');

/** Offences by file, each with the rules that must find it; none where the code is lawful. */
const snippets: readonly (readonly [path: string, code: string, ...rules: string[]])[] = [
  ['src/model/time.ts', 'export const at: number = Date.now();', 'no-restricted-properties'],
  ['src/model/chance.ts', 'export const odds: number = Math.random();', 'no-restricted-properties'],
  ['operators/wait.ts', 'export const wait = (): unknown => setTimeout(() => {}, 1);', 'no-restricted-globals'],
  ['operators/poll.ts', 'export const poll = (): unknown => setInterval(() => {}, 1);', 'no-restricted-globals'],
  ['operators/lap.ts', 'export const lap: number = performance.now();', 'no-restricted-globals'],
  ['src/client/wait.ts', 'export const wait: unknown = globalThis.setTimeout;', 'no-restricted-properties'],
  ['src/transport/clock.ts', 'export const now = (): number => Date.now() + performance.now();'],
  ['src/client/say.ts', 'console.log(1);', 'no-console'],
  ['src/client/loose.ts', 'export const loose = (value: any): string => String(value);', 'no-explicit-any'],
  ['src/client/equal.ts', 'export const equal = (a: unknown, b: unknown): boolean => a == b;', 'eqeqeq'],
  ['src/client/whole.ts', 'const whole = 1;\nexport default whole;', 'no-default-export'],
  ['src/client/float.ts', 'Promise.resolve(1);', 'no-floating-promises'],
  [
    'src/client/forget.ts',
    "export function forget(side: 'buy' | 'sell'): number {\n  switch (side) {\n    case 'buy':\n      return 1;\n  }\n  return 0;\n}",
    'switch-exhaustiveness-check',
  ],
  ['src/client/there.ts', "import { back } from './back.ts';\nexport const there: unknown = back;", 'no-cycle'],
  ['src/client/back.ts', "import { there } from './there.ts';\nexport const back = (): unknown => there;", 'no-cycle'],
  ['src/client/long.ts', lines(251), 'max-lines'],
  ['src/client/brief.ts', lines(250)],
  ['src/client/explained.ts', `export {};\n${'// why\n\n'.repeat(250)}`],
  [
    'src/client/deed.ts',
    `export function deed(call: () => void): void {\n${'  call();\n'.repeat(59)}}`,
    'max-lines-per-function',
  ],
  ['src/model/up.ts', "export { x } from '../client/x.ts';", 'no-restricted-imports'],
  ['src/model/stream.ts', "export type { Observable } from 'rxjs';", 'no-restricted-imports'],
  ['src/protocol/stream.ts', "export { of } from 'rxjs';", 'no-restricted-imports'],
  ['src/protocol/streamType.ts', "export type { Observable } from 'rxjs';"],
  ['src/client/deep.ts', "export { of } from 'rxjs/internal/observable/of';", 'no-restricted-imports'],
  ['src/client/operators.ts', "export { map } from 'rxjs/operators';", 'no-restricted-imports'],
  ['src/testing/marble.ts', "export { TestScheduler } from 'rxjs/testing';"],
  ['src/client/socket.ts', "export { WebSocket } from 'isomorphic-ws';", 'no-restricted-imports'],
  ['src/transport/socket.ts', "export { WebSocket } from 'isomorphic-ws';"],
  ['src/transport/server.ts', "export { WebSocketServer } from 'ws';", 'no-restricted-imports'],
  ['src/simulation/server.ts', "export { WebSocketServer } from 'ws';"],
  ['spec/server.ts', "export { WebSocketServer } from 'ws';"],
  ['src/client/file.ts', "export { readFileSync } from 'node:fs';", 'no-restricted-imports'],
  ['src/client/files.ts', "export { readFile } from 'node:fs/promises';", 'no-restricted-imports'],
  ['src/client/plain.ts', "export { readFileSync } from 'fs';", 'prefer-node-protocol'],
  ['operators/up.ts', "export { x } from '../src/client/x.ts';", 'no-restricted-imports'],
  ['operators/value.ts', "export { x } from '../src/model/x.ts';", 'no-restricted-imports'],
  ['operators/type.ts', "export type { X } from '../src/model/x.ts';"],
  ['src/transport/up.ts', "export { x } from '../connection/x.ts';", 'no-restricted-imports'],
  ['src/connection/book.ts', "export { x } from '../book/x.ts';", 'no-restricted-imports'],
  ['src/subscription/book.ts', "export { x } from '../book/x.ts';"],
  ['src/exchanges/kraken/up.ts', "export { x } from '../../transport/x.ts';", 'no-restricted-imports'],
  ['src/exchanges/kraken/other.ts', "export { x } from '../okx/x.ts';", 'no-restricted-imports'],
  ['src/exchanges/kraken/down.ts', "export { x } from '../../protocol/x.ts';"],
  ['src/exchanges/kraken/deep/own.ts', "export { x } from '../x.ts';"],
  ['src/exchanges/kraken/deep/other.ts', "export { x } from '../../okx/x.ts';", 'no-restricted-imports'],
  ['src/simulation/cheat.ts', "export { x } from '../exchanges/kraken/x.ts';", 'no-restricted-imports'],
  ['src/simulation/venue/cheat.ts', "export type { X } from '../../exchanges/kraken/x.ts';", 'no-restricted-imports'],
  ['src/simulation/venue/value.ts', "export { x } from '../../protocol/x.ts';", 'no-restricted-imports'],
  ['src/simulation/venue/type.ts', "export type { X } from '../../protocol/x.ts';"],
  ['src/simulation/venue/own.ts', "export { x } from '../book/x.ts';"],
  ['src/index.ts', "export { x } from './simulation/x.ts';", 'no-restricted-imports'],
  [
    'spec/only.spec.ts',
    "import { it } from '@jest/globals';\nit.only('x', () => expect(1).toBe(1));",
    'no-focused-tests',
  ],
  [
    'spec/skip.spec.ts',
    "import { it } from '@jest/globals';\nit.skip('x', () => expect(1).toBe(1));",
    'no-disabled-tests',
  ],
  ['spec/idle.spec.ts', "import { it } from '@jest/globals';\nit('x', () => {});", 'expect-expect'],
  ['spec/marble.spec.ts', "import { it } from '@jest/globals';\nit('x', marbles(() => {}));"],
  ['spec/long.spec.ts', lines(501), 'max-lines'],
];

interface Finding {
  readonly code: string;
  readonly filename: string;
}

describe('the linter', () => {
  const house = mkdtempSync(join(tmpdir(), 'coldwire-lint-'));
  let findings: readonly Finding[] = [];

  beforeAll(() => {
    copyFileSync(join(root, 'oxlint.config.js'), join(house, 'oxlint.config.js'));
    writeFileSync(join(house, 'package.json'), '{ "type": "module" }');
    writeFileSync(
      join(house, 'tsconfig.json'),
      '{ "compilerOptions": { "strict": true, "allowImportingTsExtensions": true, "noEmit": true } }',
    );
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
    for (const [path, code] of snippets) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), `${code}\n`);
    }
    const oxlint = join(dirname(createRequire(__filename).resolve('oxlint/package.json')), 'bin/oxlint');
    const run = spawnSync(
      process.execPath,
      [oxlint, '-c', 'oxlint.config.js', '--type-aware', '-f', 'json', 'src', 'operators', 'spec'],
      {
        cwd: house,
        encoding: 'utf8',
      },
    );
    findings = (JSON.parse(run.stdout) as { diagnostics: readonly Finding[] }).diagnostics;
  });

  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it.each(snippets)('judges %s', (path, _code, ...rules) => {
    const found = findings
      .filter(({ filename }) => filename === path)
      .map(({ code }) => code.replace(/^.*\((.*)\)$/, '$1'));
    expect([...new Set(found)].sort()).toEqual([...rules].sort());
  });
});
