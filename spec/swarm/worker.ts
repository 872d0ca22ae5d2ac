import { inspect } from 'node:util';
import { setImmediate as aTurn } from 'node:timers/promises';
import { type Length, planOf } from './plan.ts';
import { play } from './play.ts';
import { shrink } from './shrink.ts';

/**
 * Plays seeds `from`, `from + step`, ... below `to` and writes a line of JSON for what its parent should know: progress with
 * marks, and each plan that went wrong, shrunken (or `bare`, as it was). Every hundredth seed is played twice, for the same trace.
 */
const [subject = '', from = '0', to = '0', step = '1', stopAt = '1', form = 'shrunken', length = 'long'] =
  process.argv.slice(2);
const tell = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Promises that nobody hears of are told a turn later. */
const broken: unknown[] = [];
process.on('unhandledRejection', (error) => broken.push(error));

let failures = 0;
let marks = new Set<string>();
let done = 0;
for (let seed = Number(from); seed < Number(to) && failures < Number(stopAt); seed += Number(step)) {
  const plan = planOf(seed, subject, length as Length);
  const played = play(plan);
  let { violation } = played;
  if (seed % 100 === 0 && play(plan).hash !== played.hash) violation ??= 'I28 the same seed gave another trace';
  await aTurn();
  if (broken.length > 0) violation ??= `I27 unhandled: ${inspect(broken.splice(0))}`;
  done++;
  for (const mark of played.marks) marks.add(mark);
  if (violation !== undefined) {
    failures++;
    const small = form === 'bare' || violation !== played.violation ? { plan, played } : shrink(plan);
    tell({
      kind: 'failure',
      seed,
      violation,
      plan: small.plan,
      trace: small.played.trace.slice(-60),
      now: small.played.violation,
    });
  }
  if (done % 50 === 0) {
    tell({ kind: 'progress', done: 50, marks: [...marks] });
    marks = new Set();
  }
}
tell({ kind: 'progress', done: done % 50, marks: [...marks] });
