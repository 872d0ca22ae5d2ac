import { ColdwireError } from '../../errors/coldwireError.ts';
import type { BookFrame, BookRule } from '../../protocol/bookRule.ts';
import type { BookChannel } from '../../protocol/dialect.ts';
import { bookDepths, bookWireOf } from './bookChannels.ts';
import { bookFrameOf } from './bookFrame.ts';
import { bookSnapshot } from './bookSnapshot.ts';
import { type OkxPush, rowsIn } from './push.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { marketTopic } from './topic.ts';
import { unitOf } from './unitOf.ts';

/**
 * OKX's book. The snapshot comes on the channel, and each change names the one before it: one that changes nothing
 * (`seqId` = `prevSeqId`) shows after 60 s that the book lives, one whose `seqId` is smaller counts anew after maintenance. Levels
 * past the depth are taken away by the venue itself. The checksum is 0 since 2026-06-23 and vouches for archives alone.
 *
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel
 */
const bookRule: BookRule = {
  snapshot: bookSnapshot,
  sequence: 'previous-link',
  depths: bookDepths,
  truncates: false,
  checksum: { levels: 25, order: 'interleaved', piece: 'colons', crc: 'signed', none: 0 },
};

/** Books of 1, 5 and 400 levels; `params: { channel: 'books50-l2-tbt' }` and the like where the account may. */
export const book: BookChannel = {
  kind: 'book',
  unit: unitOf,
  rule: bookRule,
  topicOf: (subscription) => {
    const { depth } = bookWireOf(subscription.depth, paramsOf(subscription, 'channel')['channel']);
    return marketTopic(subscription, { depth });
  },
  read: (payload) => {
    const [row, ...more] = rowsIn(payload);
    // Two would leave it open which of them the checksum is of.
    if (row === undefined || more.length > 0) throw new ColdwireError('protocol-violation', { what: 'book elements' });
    return bookFrameOf(kindOf((payload as OkxPush).action, row['prevSeqId']), row);
  },
};

/** What is told whole each time says no `action`, and names nothing before it. */
function kindOf(action: unknown, previous: unknown): BookFrame['kind'] {
  if (action === 'update') return 'delta';
  if (action === 'snapshot' || (action === undefined && (previous === undefined || previous === -1))) return 'snapshot';
  throw new ColdwireError('protocol-violation', { what: 'field action' });
}
