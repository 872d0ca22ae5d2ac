import { it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A frame that a venue once sent, as a source has kept it. */
export interface Sample {
  readonly k: string;
  readonly src: string;
  readonly raw: string;
}

/** The sample frames of a venue. */
export interface SampleFrames {
  /** Names of the files. */
  readonly files: readonly string[];
  samplesOf(file: string): readonly Sample[];
  /** `it`, that skips where there are no samples. */
  readonly sampled: typeof it.skip;
  /** What to say in titles where it does. */
  readonly notice: string;
}

/**
 * Reads the samples of a folder of recordings. They are not part of the package; where they are not beside it, their
 * specs say so and are skipped.
 */
export function sampleFrames(folder: string): SampleFrames {
  const frames = `../shared/frames/${folder}`;
  const present = existsSync(frames);
  return {
    files: present ? readdirSync(frames).filter((name) => /^(examples|dialogues)-.*\.jsonl$/.test(name)) : ['none'],
    samplesOf: (file) =>
      readFileSync(`${frames}/${file}`, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Sample)
        .filter(({ k }) => k !== 'send')
        // The dialogues write ids as `|1|`.
        .map((sample) => ({ ...sample, raw: sample.raw.replace(/\|\w*\|/g, '1') })),
    sampled: present ? it : it.skip,
    notice: present ? '' : ` (skipped: there is no ${frames})`,
  };
}
