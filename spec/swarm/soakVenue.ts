import { timer } from 'rxjs';
import { type Fault, simulateVenue } from '../../src/simulation/index.ts';
import { seededRandom } from '../../src/util/random.ts';
import { soakSymbols } from './soakTopics.ts';

/**
 * A simulated venue in a process of its own, with a fault every five to sixty seconds. Says its url on stdout, then a line for
 * each fault; `violations` at the end, when stdin closes.
 */
const [topics = '1000', seed = '1'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const tell = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const between = (least: number, most: number): number => least + random() * (most - least);

const symbols = soakSymbols(Number(topics));
const venue = simulateVenue('kraken', { seed: Number(seed), symbols });
const socket = (): string => `s${1 + Math.floor(random() * 80)}`;
const symbol = (): string => symbols[Math.floor(random() * symbols.length)] as string;
const faults: readonly (() => Fault)[] = [
  () => ({ t: 0, kind: 'drop', target: socket(), args: {} }),
  () => ({ t: 0, kind: 'drop', target: socket(), args: { code: 1_012 } }),
  () => ({ t: 0, kind: 'silence', target: socket(), args: { for: between(1_000, 20_000) } }),
  () => ({ t: 0, kind: 'garbage', target: socket(), args: {} }),
  () => ({ t: 0, kind: 'wrong-checksum', target: symbol(), args: {} }),
  () => ({ t: 0, kind: 'drop-delta', target: symbol(), args: {} }),
  () => ({ t: 0, kind: 'unsubscribe', target: symbol(), args: {} }),
  () => ({ t: 0, kind: 'crossed-book', target: symbol(), args: { for: between(100, 3_000) } }),
  () => ({ t: 0, kind: 'unknown-frame', args: {} }),
  () => ({ t: 0, kind: 'outage', args: { for: between(500, 5_000), status: 503 } }),
];

const server = await venue.listen({ port: 0 });
tell({ url: server.url });
const next = (): void => {
  timer(between(5_000, 60_000)).subscribe(() => {
    const fault = (faults[Math.floor(random() * faults.length)] as () => Fault)();
    venue.inject(fault);
    tell({ fault });
    next();
  });
};
next();
process.stdin.resume().on('end', () => {
  tell({ violations: venue.violations.slice(0, 20), count: venue.violations.length });
  process.exit(0);
});
