import { durationText } from '../duration.ts';
import type { Trust } from './viewState.ts';

/** A trust for the eye: `LIVE`, `STALE connection-lost 0.8s`, `FAILED subscription-rejected`. */
export function trustText(trust: Trust | undefined, now: number): string {
  switch (trust?.kind) {
    case 'live':
      return 'LIVE';
    case 'stale':
      return `STALE ${trust.reason} ${durationText(now - trust.since)}`;
    case 'failed':
      return `FAILED ${trust.reason}`;
    case undefined:
      return 'STALE';
  }
}
