import type { SchedulerLike } from 'rxjs';
import { encodeJson } from '../../src/codec/jsonCodec.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { outboundLimits } from '../../src/limits/outboundLimits.ts';
import { clockOf } from '../../src/transport/clock.ts';

/** A message of the specs. */
export interface Note {
  readonly id?: number | string;
  readonly text?: string;
}

/** What a connection depends on, in virtual time: JSON, ids in the field `id`, no gate and no watch, all random at its most. */
export function connectionSettings(
  scheduler: SchedulerLike,
  own: Partial<ConnectionSettings<Note>> = {},
): ConnectionSettings<Note> {
  return {
    endpoint: () => ({ url: 'wss://venue.example/ws?token=secret' }),
    decode: (frame) => JSON.parse(String(frame)) as Note,
    encode: encodeJson,
    idOf: ({ id }) => id,
    withId: (message, id) => ({ ...(message as object), id }),
    backoff: { base: 4, cap: 16, stableAfter: 100 },
    transport: () => {
      throw new Error('no transport was given');
    },
    dialTimeout: 50,
    requestTimeout: 20,
    pending: 3,
    scheduler,
    clock: clockOf(scheduler),
    random: () => 1,
    limits: outboundLimits([], { scheduler, clock: clockOf(scheduler) })({}),
    counters: { framesIn: 0, framesOut: 0, undecodable: 0, lateReplies: 0 },
    onUndecodable: () => {},
    ...own,
  };
}
