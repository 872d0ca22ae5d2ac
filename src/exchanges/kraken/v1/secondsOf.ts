import { ColdwireError } from '../../../errors/coldwireError.ts';
import { textOf } from '../../../protocol/fields.ts';

/**
 * A text of seconds since the epoch, `1617666461.465618`, in whole milliseconds; what is finer is dropped, as of every other
 * instant. Throws `protocol-violation` for anything else.
 */
export function secondsOf(value: unknown, field: string): number {
  const [, seconds, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(textOf(value, field)) ?? [];
  if (seconds === undefined) throw new ColdwireError('protocol-violation', { what: `field ${field}` });
  return Number(seconds) * 1_000 + Number(`${fraction}000`.slice(0, 3));
}
