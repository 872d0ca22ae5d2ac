import { ColdwireError } from '../../errors/coldwireError.ts';
import type { BookFrame } from '../../protocol/bookRule.ts';
import type { Row } from '../../protocol/fields.ts';
import { levelsOf } from '../../protocol/levelsOf.ts';
import { present } from '../../util/present.ts';
import { givenMillis } from './given.ts';

/**
 * A book as the socket and REST write it. `seqId` is absent in archives, `prevSeqId` and `checksum` in what is told whole each
 * time.
 */
export function bookFrameOf(kind: BookFrame['kind'], row: Row): BookFrame {
  const { bids, asks, ts } = row;
  return present({
    kind,
    bids: levelsOf(bids, 'bids'),
    asks: levelsOf(asks, 'asks'),
    last: sequenceOf(row['seqId'], 'seqId'),
    previous: kind === 'delta' ? sequenceOf(row['prevSeqId'], 'prevSeqId') : undefined,
    checksum: checksumOf(row['checksum']),
    time: givenMillis(ts, 'ts'),
  });
}

function sequenceOf(value: unknown, field: string): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)) return value as number | undefined;
  throw new ColdwireError('protocol-violation', { what: `field ${field}` });
}

/** A signed 32-bit number; 0 since 2026-06-23, which says nothing. */
function checksumOf(value: unknown): number | undefined {
  if (value === undefined || (Number.isInteger(value) && (Number(value) | 0) === value))
    return value as number | undefined;
  throw new ColdwireError('protocol-violation', { what: 'field checksum' });
}
