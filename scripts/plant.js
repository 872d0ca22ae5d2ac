import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { plantedBugs } from '../spec/swarm/plantedBugs.js';
import { withPrograms } from './withPrograms.js';

// Tries the swarm itself: plants one bug after another in a copy of the client and plays seeds until it is found. `npm run plant
// [-- --only TEXT] [--seeds 10000] [--minutes 10]` (minutes a bug), mostly in short runs, as many bugs at a time as there are
// cores. Exit code 1 where one is not found. Prints a table.
const OPTIONS = {
  only: { type: 'string', default: '' },
  seeds: { type: 'string', default: '10000' },
  minutes: { type: 'string', default: '10' },
};

function options() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    for (const name of ['seeds', 'minutes'])
      if (!(Number(values[name]) > 0)) throw new Error(`--${name} takes a positive number, not '${values[name]}'`);
    const bugs = plantedBugs.filter(({ name }) => name.includes(values.only));
    if (bugs.length === 0) throw new Error(`no planted bug has '${values.only}' in its name`);
    return { ...values, bugs };
  } catch (error) {
    console.error(`${error.message}\nusage: npm run plant -- [--only TEXT] [--seeds N] [--minutes M]`);
    process.exit(2);
  }
}

const { seeds, minutes, bugs } = options();

const planting = ({ file, find, replace }) => ({
  name: 'planted bug',
  setup: ({ onLoad }) =>
    onLoad({ filter: new RegExp(`${file.replace(/[.\\/]/g, '\\$&')}$`) }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (text.split(find).length !== 2)
        throw new Error(`found ${text.split(find).length - 1} times in ${file}: ${find}`);
      return { contents: text.replace(find, () => replace), loader: 'ts' };
    }),
});

async function seedsToFind(bug, programOf) {
  const outfile = await programOf(
    'worker',
    { logLevel: 'silent', plugins: [planting(bug)] },
    String(plantedBugs.indexOf(bug)),
  );
  const { stdout, error } = await new Promise((done) =>
    execFile(
      process.execPath,
      [outfile, bug.dialect ?? 'kraken', '0', seeds, '1', '1', 'bare', bug.length ?? 'short'],
      { encoding: 'utf8', maxBuffer: 1 << 28, timeout: Number(minutes) * 60_000 },
      (failed, told) => done({ error: failed, stdout: told }),
    ),
  );
  const failure = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .find(({ kind }) => kind === 'failure');
  if (failure !== undefined) return { seeds: failure.seed + 1, violation: failure.violation };
  // A run that cannot even say what is wrong has found nothing.
  return error === null || error.killed ? undefined : { broken: `**broke down** (${error.code}) | ` };
}

async function row(bug, programOf) {
  const found = await seedsToFind(bug, programOf).catch((error) => ({ broken: error.message }));
  if (found === undefined || found.broken !== undefined) process.exitCode = 1;
  const outcome =
    found === undefined
      ? `**not within ${seeds}, or ${minutes} minutes** | `
      : (found.broken ?? `${found.seeds} | ${found.violation.split('\n')[0].slice(0, 90)}`);
  return `| ${bug.name} | ${bug.like ?? ''} | ${bug.dialect ?? 'kraken'} | ${outcome} |`;
}

await withPrograms(async (programOf) => {
  console.log('| planted bug | whose it was | on | seeds to find | found as |\n| --- | --- | --- | --- | --- |');
  const left = [...bugs];
  const inTurn = async () => {
    for (let bug = left.shift(); bug !== undefined; bug = left.shift()) console.log(await row(bug, programOf));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, inTurn));
});
