import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { withPrograms } from './withPrograms.js';

// Reads frames that are not what a venue sends: `npm run fuzz -- [--seconds 60] [--dialect X] [--seed 1]`, seconds a dialect. The
// frames are recorded ones, where ../shared/frames is there, and simulated ones, mutated. Exit code 1 with the frame where one is read
// wrongly, or memory grows past its bound; 2 for arguments that cannot be meant.
const USAGE = 'usage: npm run fuzz -- [--seconds S] [--dialect X] [--seed N]';

function options() {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string', default: '60' },
        dialect: { type: 'string' },
        seed: { type: 'string', default: '1' },
      },
    });
    if (!(Number(values.seconds) > 0)) throw new Error(`--seconds takes a positive number, not '${values.seconds}'`);
    if (!/^\d{1,15}$/.test(values.seed)) throw new Error(`--seed takes a whole number, not '${values.seed}'`);
    return values;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}

const { seconds, dialect, seed } = options();

await withPrograms(async (programOf) => {
  const { names } = await import(await programOf('swarmFacts'));
  const asked = dialect === undefined ? names : [dialect];
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`no dialect '${unknown}'; there are: ${names.join(', ')}`);
    process.exitCode = 2;
  } else {
    const program = await programOf('fuzzWorker');
    for (const name of asked) {
      const args = ['--max-old-space-size=256', program, name, seconds, seed];
      const { status, stdout } = spawnSync(process.execPath, args, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      process.stdout.write(stdout === '' ? `${name}: broke down\n` : stdout);
      if (status !== 0) process.exitCode = 1;
    }
  }
});
