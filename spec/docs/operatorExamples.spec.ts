import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { transformSync } from '@swc/core';
import * as rxjs from 'rxjs';
import { compileFunction } from 'node:vm';
import * as operators from '../../operators/index.ts';
import { families } from '../../scripts/operatorSizes.js';
import { sourcesOf, textOf } from '../house/houseImports.ts';
import { examplesOf } from './examplesOf.ts';

const modules: Readonly<Record<string, unknown>> = { rxjs, 'coldwire/operators': operators };

/** Examples that need no more than rxjs, by the operator's file. */
const examples = sourcesOf('operators').flatMap((path) =>
  examplesOf(textOf(path))
    .filter((code) => [...code.matchAll(/^import \{.* from '(.+)';$/gm)].every(([, name = '']) => name in modules))
    .map((code, index) => [`${path}${index === 0 ? '' : ` (${index + 1})`}`, code] as const),
);

/** What an example says it prints: all its comments, in order. */
function promisedBy(code: string): readonly string[] {
  return [...code.matchAll(/(?:^|[;) }])\/\/ (.*)$/gm)].map(([, line = '']) => line);
}

function run(code: string, print: (line: string) => void): void {
  const { code: script } = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const console = { log: (...values: readonly unknown[]) => print(values.join(' ')) };
  compileFunction(script, ['require', 'exports', 'console'])((name: string) => modules[name], {}, console);
}

describe('the example of', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each(examples)('%s prints what it promises', async (_, code) => {
    const printed: string[] = [];
    run(code, (line) => printed.push(line.trimEnd()));
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(promisedBy(code)).not.toEqual([]);
    expect(printed).toEqual(promisedBy(code));
  });

  it('every operator is there, and is run', () => {
    const run = new Set(examples.map(([title]) => title.replace(/^operators\/(\w+)\.ts.*/, '$1')));
    expect(
      Object.values(families)
        .flat()
        .filter((name) => !run.has(name)),
    ).toEqual([]);
  });
});
