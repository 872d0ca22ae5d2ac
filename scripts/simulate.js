import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { withPrograms } from './withPrograms.js';

// Plays seeds of the whole client against simulated venues: `npm run simulate -- --seeds 10000 [--from 0] [--dialect kraken]
// [--minutes 5] [--short] [--marks] [--keep]`: so many seeds of each dialect, for so many minutes each at most. In short runs things go
// wrong for seconds. Exit code 1 with the shrunken plan where a seed goes wrong, and with `--marks` where a fault met no socket in
// some state; `--keep` writes the plan to spec/regressions.
const USAGE =
  'usage: npm run simulate -- [--seeds N] [--from S] [--dialect X] [--minutes M] [--short] [--marks] [--keep]';

function options() {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: 'string', default: '1000' },
        from: { type: 'string', default: '0' },
        dialect: { type: 'string' },
        minutes: { type: 'string' },
        short: { type: 'boolean', default: false },
        marks: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    });
    const whole = (name, text) => {
      if (!/^\d{1,15}$/.test(text)) throw new Error(`--${name} takes a whole number, not '${text}'`);
      return Number(text);
    };
    const minutes = values.minutes === undefined ? Infinity : Number(values.minutes);
    if (!(minutes > 0)) throw new Error(`--minutes takes a positive number, not '${values.minutes}'`);
    return { ...values, seeds: whole('seeds', values.seeds), from: whole('from', values.from), minutes };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}

const { seeds, from, dialect, minutes, short, marks: isEveryMarkWanted, keep } = options();

/** Plays one share of the seeds in a process of its own and tells each line it says. */
function worker(program, args, onLine) {
  const child = spawn(process.execPath, [program, ...args.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => onLine(JSON.parse(line)));
  const ended = new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code, signal) =>
      code === 0 || signal === 'SIGTERM' ? done() : failed(new Error(`worker: ${code ?? signal}`)),
    );
  });
  return { ended, kill: () => child.kill() };
}

function progress(name, done, startedAt) {
  const share = Math.min(done / seeds, 1);
  const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.');
  const rate = Math.round(done / ((Date.now() - startedAt) / 1000));
  return `${name} [${bar}] ${done} of ${seeds} seeds, ${rate} a second`;
}

async function playAll(name, program) {
  const marks = new Map();
  const failures = [];
  const startedAt = Date.now();
  let done = 0;
  const shares = Math.max(1, Math.min(availableParallelism(), seeds));
  const stopAt = startedAt + minutes * 60_000;
  const workers = Array.from({ length: shares }, (_, share) =>
    worker(program, [name, from + share, from + seeds, shares, 1, 'shrunken', short ? 'short' : 'long'], (line) => {
      if (line.kind === 'failure') failures.push(line);
      else {
        done += line.done;
        for (const mark of line.marks) marks.set(mark, (marks.get(mark) ?? 0) + 1);
      }
      if (process.stderr.isTTY) process.stderr.write(`\r${progress(name, done, startedAt)}`);
      if (failures.length > 0 || Date.now() > stopAt) for (const { kill } of workers) kill();
    }),
  );
  await Promise.all(workers.map(({ ended }) => ended));
  if (process.stderr.isTTY) process.stderr.write('\n');
  console.log(`${progress(name, done, startedAt)}, ${failures.length} wrong`);
  return { marks, failures };
}

function printMarks(name, marks, { faults, states }) {
  const missing = faults.flatMap((fault) =>
    states.filter((state) => !marks.has(`${fault}/${state}`)).map((state) => `${fault}/${state}`),
  );
  const hit = faults.length * states.length - missing.length;
  console.log(`${name}: ${hit} of ${faults.length * states.length} marks of fault x state hit`);
  if (missing.length > 0) console.log(`  not hit: ${missing.join(' ')}`);
  return missing.length;
}

function printFailure({ seed, violation, now, plan, trace }) {
  console.log(`\nseed ${seed}: ${violation}`);
  if (now !== undefined && now !== violation) console.log(`shrunken: ${now}`);
  console.log(`${JSON.stringify(plan, undefined, 2)}\n\n${(trace ?? []).map((line) => `  ${line}`).join('\n')}`);
  if (keep) {
    mkdirSync('spec/regressions', { recursive: true });
    const file = `spec/regressions/${plan.subject}-${seed}.json`;
    writeFileSync(file, `${JSON.stringify({ violation, plan }, undefined, 2)}\n`);
    console.log(`\nkept in ${file}, which the specs replay`);
  } else console.log('\n--keep writes this plan to spec/regressions, which the specs replay');
}

await withPrograms(async (programOf) => {
  const { faultsOf, statesOf, names } = await import(await programOf('swarmFacts'));
  const asked = dialect === undefined ? names : [dialect];
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`no dialect '${unknown}'; there are: ${names.join(', ')}`);
    process.exitCode = 2;
  } else {
    const program = await programOf('worker');
    for (const name of asked) {
      const { marks, failures } = await playAll(name, program);
      const missing = printMarks(name, marks, { faults: faultsOf(name), states: statesOf(name) });
      if (missing > 0 && isEveryMarkWanted) process.exitCode = 1;
      for (const failure of failures) printFailure(failure);
      if (failures.length > 0) process.exitCode = 1;
    }
  }
});
