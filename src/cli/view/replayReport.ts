import { durationText } from '../duration.ts';
import type { ReplayFacts } from '../replayTally.ts';

/** What was replayed, and how long that took in milliseconds. */
export interface Replayed {
  readonly file: string;
  readonly exchange: string;
  readonly taken: number;
}

/** The end of a replay as text, one fact a line. */
export function replayReport(facts: ReplayFacts, { file, exchange, taken }: Replayed): string {
  const { span, stale } = facts;
  const rows: readonly (readonly [fact: string, value: string | number])[] = [
    ['file', file],
    ['exchange', exchange],
    ...(span === undefined
      ? []
      : [['recorded', `${new Date(span.from).toISOString()}, ${durationText(span.to - span.from)}`] as const]),
    ['frames', facts.frames],
    ['trades', facts.trades],
    ['book updates', facts.books],
    ...(facts.others === 0 ? [] : [['other values', facts.others] as const]),
    ['checksums verified', facts.verified],
    ['checksums failed', facts.failed],
    ['stale events', staleText(stale)],
    ['undecodable', facts.undecodable],
    ...(facts.unknown === 0 ? [] : [['unknown frames', facts.unknown] as const]),
    ['time taken', taken < 10_000 ? `${Math.round(taken)} ms` : durationText(taken)],
  ];
  const width = Math.max(...rows.map(([fact]) => fact.length));
  return rows.map(([fact, value]) => `${fact.padEnd(width)}  ${value}\n`).join('');
}

function staleText(stale: ReplayFacts['stale']): string {
  const total = [...stale.values()].reduce((sum, count) => sum + count, 0);
  const reasons = [...stale].map(([reason, count]) => `${reason} ${count}`).join(', ');
  return reasons === '' ? '0' : `${total} (${reasons})`;
}
