import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const run = (script: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [`scripts/${script}.js`, ...args], { encoding: 'utf8' });

describe('the scripts of the swarm', () => {
  it.each([
    ['simulate', ['--seeds', 'many'], "--seeds takes a whole number, not 'many'"],
    ['simulate', ['--minutes', '0'], "--minutes takes a positive number, not '0'"],
    ['simulate', ['--what'], "Unknown option '--what'"],
    ['fuzz', ['--seconds', '-1'], "--seconds' argument is ambiguous"],
    ['fuzz', ['--seconds', '0'], "--seconds takes a positive number, not '0'"],
    ['soak', ['--topics', 'x'], "--topics takes a positive number, not 'x'"],
    ['plant', ['--seeds', '0'], "--seeds takes a positive number, not '0'"],
    ['plant', ['--only', 'no such bug'], "no planted bug has 'no such bug' in its name"],
  ])('say what cannot be meant: %s %s', (script, args, words) => {
    const { status, stderr } = run(script, ...args);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(words);
    expect(stderr).toContain(`usage: npm run ${script} -- `);
    expect(status).toBe(2);
  });

  it.each(['simulate', 'fuzz'])('know which dialects there are: %s', (script) => {
    const { status, stderr } = run(script, '--dialect', 'mtgox');
    expect(stderr).toContain("no dialect 'mtgox'; there are: kraken, okx, binance, gateio");
    expect(status).toBe(2);
  });

  it('play a seed, say so in a line, and end well', () => {
    const { status, stdout, stderr } = run('simulate', '--seeds', '2', '--dialect', 'kraken');
    expect(stdout).toMatch(/^kraken \[#{30}\] 2 of 2 seeds, \d+ a second, 0 wrong\nkraken: \d+ of \d+ marks/);
    expect([status, stderr]).toEqual([0, '']);
  }, 60_000);
});
