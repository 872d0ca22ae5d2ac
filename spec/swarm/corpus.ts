import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createClient } from '../../src/client/createClient.ts';
import { simulateVenue, virtualTime } from '../../src/simulation/index.ts';
import { seededRandom } from '../../src/util/random.ts';
import type { Subject } from './subject.ts';
import { trader } from './trader.ts';

/** How many frames of one shape are kept: the rest says nothing new. */
const ALIKE = 6;
/** How many lines of one recording are looked at. */
const LINES = 3_000;

/** Frames of a venue: those that it sends in a simulation, and those that were recorded, where there are recordings. */
export function corpus(subject: Subject, recordings = '../shared/frames'): readonly string[] {
  const shapes = new Map<string, number>();
  return [...simulated(subject), ...recorded(join(recordings, subject.venue))].filter((frame) => {
    const shape = frame.replace(/"[^"]*"(?!:)|-?\d[\d.eE+-]*/g, '').slice(0, 300);
    const count = shapes.get(shape) ?? 0;
    shapes.set(shape, count + 1);
    return count < ALIKE;
  });
}

function recorded(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.jsonl(\.gz)?$/.test(name))
    .flatMap((name) => {
      const bytes = readFileSync(join(folder, name));
      const lines = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n', LINES);
      return lines.flatMap((line) => {
        const { k, raw } = (line === '' ? {} : JSON.parse(line)) as { readonly k?: string; readonly raw?: string };
        return raw !== undefined && k !== 'send' && k !== 'http' ? [raw] : [];
      });
    });
}

/** What a venue says to a client that wants all there is, and trades. */
function simulated(subject: Subject): readonly string[] {
  const { venue: name, symbols, account, exchange } = subject;
  const time = virtualTime({ start: 1_785_000_000_000 });
  const accounts = account === undefined ? {} : { accounts: [account.credentials] };
  const venue = simulateVenue(name, { seed: 3, symbols, scheduler: time, ...accounts });
  const { transport, http } = venue;
  const credentials = account === undefined ? {} : { credentials: account.credentials };
  const client = createClient(exchange, { transport, http, scheduler: time, random: seededRandom(3), ...credentials });
  const wanted = [...symbols.flatMap(subject.wishes), ...(account?.wishes ?? [])];
  const held = wanted.map((subscription) => client.feed(subscription).subscribe({ error: () => {} }));
  time.advanceBy(2_000);
  const said = { told: () => {}, wrong: () => {}, noticed: () => {} };
  for (const [order, symbol] of account === undefined ? [] : symbols.entries())
    for (const form of ['rests', 'market'] as const) {
      const act = { t: 0, order: 2 * order + Number(form === 'rests'), symbol, side: 'buy', form } as const;
      for (const verb of form === 'rests' ? (['place', 'amend', 'cancel'] as const) : (['place'] as const)) {
        trader({ ...act, verb }, '', {
          client,
          venue,
          account: account as NonNullable<typeof account>,
          isSmooth: false,
          most: 2,
          ...said,
        }).act();
        time.advanceBy(300);
      }
    }
  time.advanceBy(3_000);
  for (const each of held) each.unsubscribe();
  time.advanceBy(3_000);
  return venue.journal.flatMap(({ way, frame }) => (way === 'out' && typeof frame === 'string' ? [frame] : []));
}
