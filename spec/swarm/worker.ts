import { config, firstValueFrom, timer } from 'rxjs';
import { CONSUMER_THREW } from './consumer.ts';
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

const strangers: string[] = [];
config.onUnhandledError = (error: unknown) => {
  if ((error as Error | undefined)?.message !== CONSUMER_THREW)
    strangers.push(String((error as Error)?.stack ?? error));
};
process.on('unhandledRejection', (error) => strangers.push(String(error)));

let failures = 0;
let marks = new Set<string>();
let done = 0;
for (let seed = Number(from); seed < Number(to) && failures < Number(stopAt); seed += Number(step)) {
  const plan = planOf(seed, subject, length as Length);
  let violation: string | undefined;
  let played: ReturnType<typeof play> | undefined;
  try {
    played = play(plan);
    violation = played.violation;
    if (seed % 100 === 0 && play(plan).hash !== played.hash) violation = 'I28 the same seed gave another trace';
  } catch (error) {
    violation = `I27 thrown: ${String((error as Error).stack ?? error)}`;
  }
  // What rxjs reports comes a turn later.
  if (done++ % 20 === 19 || violation !== undefined) await firstValueFrom(timer(2));
  if (violation === undefined && strangers.length > 0) violation = `I27 unhandled: ${strangers.splice(0).join('; ')}`;
  for (const mark of played?.marks ?? []) marks.add(mark);
  if (violation !== undefined) {
    failures++;
    const isPlain = form === 'bare' || violation.startsWith('I27') || violation.startsWith('I28');
    const small = isPlain ? { plan, played } : shrink(plan);
    tell({
      kind: 'failure',
      seed,
      violation,
      plan: small.plan,
      trace: small.played?.trace.slice(-60),
      now: small.played?.violation,
    });
  }
  if (done % 50 === 0) {
    tell({ kind: 'progress', done: 50, marks: [...marks] });
    marks = new Set();
  }
}
tell({ kind: 'progress', done: done % 50, marks: [...marks] });
