import type { Alarm } from './alarm.ts';
import type { Cadence } from './learnCadence.ts';

/** A quiet beyond the limit: this side was listening, or it was not. */
export interface Quiet {
  readonly found: 'silence' | 'local-stall';
  /** How long it has lasted, in milliseconds. */
  readonly lasted: number;
}

/** Times how long nothing has come. Made by {@link quietWatch}. */
export interface QuietWatch {
  /** Times from now on, until `stop`. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Something came: ends a quiet that was found, or that is found only now, and times the next one. */
  readonly hear: () => { readonly ended: boolean; readonly foundLate: Quiet | undefined };
  /** The alarm rang. */
  readonly ring: () => Quiet | undefined;
}

/** Times how long nothing has come against the limit of a cadence, which learns from it. */
export function quietWatch(cadence: Cadence, now: () => number, alarm: Omit<Alarm, 'rings$'>): QuietWatch {
  let heardAt = 0;
  let valueAt: number | undefined;
  let said: Quiet['found'] | undefined;

  const find = (lasted: number, limit: number): Quiet => {
    said = lasted > limit * 1.5 ? 'local-stall' : 'silence';
    return { found: said, lasted };
  };
  const learn = (at: number, limit: number): void => {
    if (valueAt !== undefined && said !== 'local-stall') {
      const gap = Math.max(0, at - valueAt);
      cadence.learn(said === 'silence' ? Math.min(gap, limit) : gap, at);
    }
    valueAt = at;
  };
  const goOn = (at: number): void => {
    said = undefined;
    heardAt = at;
    alarm.by(at, at + cadence.limit());
  };
  return {
    start: () => {
      valueAt = undefined;
      goOn(now());
    },
    stop: alarm.off,
    hear: () => {
      const at = now();
      const limit = cadence.limit();
      const foundLate = said === undefined && at - heardAt > limit ? find(at - heardAt, limit) : undefined;
      const ended = said !== undefined;
      learn(at, limit);
      goOn(at);
      return { ended, foundLate };
    },
    ring: () => {
      const at = now();
      const limit = cadence.limit();
      // A clock set back must not stretch the limit by as much.
      heardAt = Math.min(heardAt, at);
      const lasted = at - heardAt;
      if (said === 'local-stall') {
        said = 'silence';
        return { found: said, lasted };
      }
      if (lasted < limit) {
        alarm.by(at, heardAt + limit);
        return undefined;
      }
      const quiet = find(lasted, limit);
      if (quiet.found === 'local-stall') alarm.by(at, at + limit);
      return quiet;
    },
  };
}
