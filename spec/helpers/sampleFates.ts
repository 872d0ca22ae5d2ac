import type { DataMessage, Incoming } from '../../src/protocol/incoming.ts';
import type { Sample } from './sampleFrames.ts';

/** Why a sample yields nothing, by what is seen in it. */
export type Reasons = Readonly<Record<string, (message: unknown) => boolean>>;

/** What becomes of a sample, in words (none where it yields nothing), and every reason why it might yield nothing. */
export interface Outcome {
  readonly src: string;
  readonly raw: string;
  readonly fate: readonly string[];
  readonly reasons: readonly string[];
}

/** What becomes of samples. */
export function outcomesOf(
  samples: readonly Sample[],
  decoded: (raw: string) => unknown,
  fateOf: (raw: string, src: string) => readonly string[],
  why: Reasons,
): readonly Outcome[] {
  return samples.map(({ src, raw }) => {
    const message = decoded(raw);
    const reasons = Object.keys(why).filter((reason) => why[reason]?.(message));
    return { src, raw: raw.slice(0, 200), fate: fateOf(raw, src), reasons };
  });
}

/** Whether a sample yields nothing for no reason, or something though a reason says that it does not. */
export function isUnexplained({ fate, reasons }: Outcome): boolean {
  return fate.length > 0 === reasons.length > 0;
}

/** Reasons that no sample needs, for none has one of them alone. */
export function needlessReasons(outcomes: readonly Outcome[], why: Reasons): readonly string[] {
  const needed = new Set(outcomes.flatMap(({ reasons }) => (reasons.length === 1 ? reasons : [])));
  return Object.keys(why).filter((reason) => !needed.has(reason));
}

/** How often each word is among the fates of samples. */
export function fateCounts(
  samples: readonly Sample[],
  fateOf: (raw: string, src: string) => readonly string[],
): Readonly<Record<string, number>> {
  const count: Record<string, number> = {};
  for (const { raw, src } of samples) for (const fate of fateOf(raw, src)) count[fate] = (count[fate] ?? 0) + 1;
  return count;
}

/** What a message comes to: the words for its data, or else its kind; nothing where it is unknown. */
export function fatesOf(incoming: Incoming, valuesOf: (message: DataMessage) => readonly string[]): readonly string[] {
  if (incoming.kind === 'several') return incoming.items.flatMap((item) => fatesOf(item, valuesOf));
  if (incoming.kind === 'data') return valuesOf(incoming);
  return incoming.kind === 'unknown' ? [] : [incoming.kind];
}
