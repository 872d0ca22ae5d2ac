import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(__dirname, '../../docs/examples');
const examples = readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** The output an example promises: the comment lines after its last line `// prints`. */
function promisedBy(example: string): readonly string[] {
  const [, promise = ''] = readFileSync(join(folder, example), 'utf8').split(/^\/\/ prints$/m);
  return promise
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^\/\/ ?/, ''));
}

describe('an example', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(examples)('%s prints what it promises', async (example) => {
    const printed: string[] = [];
    jest.spyOn(console, 'log').mockImplementation((...values) => void printed.push(values.join(' ')));
    await import(join(folder, example));
    expect(promisedBy(example)).not.toEqual([]);
    expect(printed).toEqual(promisedBy(example));
  });
});
