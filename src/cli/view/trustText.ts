import { match } from 'ts-pattern';
import { durationText } from '../duration.ts';
import type { Trust } from './viewState.ts';

/** A trust for the eye: `LIVE`, `STALE connection-lost 0.8s`, `FAILED subscription-rejected`. */
export function trustText(trust: Trust | undefined, now: number): string {
  return match(trust)
    .with({ kind: 'live' }, () => 'LIVE')
    .with({ kind: 'stale' }, ({ reason, since }) => `STALE ${reason} ${durationText(now - since)}`)
    .with({ kind: 'failed' }, ({ reason }) => `FAILED ${reason}`)
    .with(undefined, () => 'STALE')
    .exhaustive();
}
