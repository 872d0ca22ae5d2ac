import { seededRandom } from '../../src/util/random.ts';
import { corpus } from './corpus.ts';
import { fuzzed } from './fuzz.ts';
import { mutate } from './mutate.ts';
import { subjects } from './subjects.ts';

/**
 * Reads mutated frames of one venue for so many seconds, and says in a line of JSON what that came to; the first frame that was
 * read wrongly ends it. Bounded memory is the parent's to give: `--max-old-space-size`.
 */
const [name = '', seconds = '60', seed = '1'] = process.argv.slice(2);
const subject = subjects[name];
if (subject === undefined) throw new Error(`no dialect ${name}`);
const random = seededRandom(Number(seed));
const frames = corpus(subject);
const { read, counts } = fuzzed(subject.exchange);
let executions = 0;
let slowest = 0;
let fault: { readonly what: string; readonly frame: string } | undefined;
const startedAt = performance.now();
const until = startedAt + Number(seconds) * 1_000;
while (fault === undefined && performance.now() < until) {
  const original = frames[Math.floor(random() * frames.length)] as string;
  const frame = random() < 0.1 ? original : mutate(original, random);
  const before = performance.now();
  const what = read(frame);
  slowest = Math.max(slowest, performance.now() - before);
  executions++;
  if (what !== undefined) fault = { what, frame: frame.slice(0, 4_000) };
}
const { heapUsed } = process.memoryUsage();
process.stdout.write(
  `${JSON.stringify({
    name,
    corpus: frames.length,
    executions,
    aSecond: Math.round(executions / ((performance.now() - startedAt) / 1_000)),
    slowest: Math.round(slowest),
    heap: Math.round(heapUsed / 1_048_576),
    ...counts(),
    ...fault,
  })}\n`,
);
process.exitCode = fault === undefined ? 0 : 1;
