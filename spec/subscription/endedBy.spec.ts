import { describe, expect, it } from '@jest/globals';
import type { Subscription } from '../../src/model/subscription.ts';
import type { AckMessage } from '../../src/protocol/incoming.ts';
import type { AckRule } from '../../src/protocol/subscribing.ts';
import { endedBy } from '../../src/subscription/endedBy.ts';
import { tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

const quotes = { topic: { ...tinyTopic({ channel: 'ticker', symbol: 'A' }), key: 'quotes A' }, isAcknowledged: true };
const book = { topic: tinyTopic({ channel: 'book', symbol: 'B', depth: 10 }), isAcknowledged: true };
const all = [quotes, book];

const ended = (answer: Partial<AckMessage>, ack: AckRule, isAnswer = false) =>
  endedBy({ kind: 'ack', verb: 'unsubscribe', ...answer }, isAnswer, all, {
    channels: tinyDialect.channels,
    subscribing: { ...tinyDialect.subscribing, ack },
  });

describe('endedBy', () => {
  const echo: Subscription = { channel: 'book', symbol: 'B', depth: 10 };

  it('finds the topic whose end is echoed', () => {
    expect(ended({ echo }, 'id')).toEqual([book]);
    expect(ended({ echo, item: 'A' }, 'echo')).toEqual([book]);
  });

  it('finds it by its item where the echo is of another name for it', () => {
    const other: Subscription = { channel: 'trades', symbol: 'A' };
    expect(ended({ echo: other, item: 'A' }, 'echo')).toEqual([quotes]);
    expect(ended({ echo: other, item: 'A' }, 'id')).toEqual([]);
  });

  it('finds the one that a socket carries where the echo is of another form of it', () => {
    const alone = { topic: { ...book.topic, key: 'B with more', exclusive: book.topic.key }, isAcknowledged: true };
    const channels = {
      book: { topicOf: () => ({ ...book.topic, exclusive: book.topic.key }) },
    } as unknown as typeof tinyDialect.channels;
    const answer: AckMessage = { kind: 'ack', verb: 'unsubscribe', echo };
    expect(endedBy(answer, false, [quotes, alone], { ...tinyDialect, channels })).toEqual([alone]);
  });

  it('finds none in an answer to a request of its own', () => {
    expect(ended({ echo, item: 'A' }, 'echo', true)).toEqual([]);
  });

  it('looks at no topic for an answer to a request, so that it costs no more the more there are', () => {
    const nobody: Iterable<(typeof all)[number]> = {
      [Symbol.iterator]: () => {
        throw new Error('looked at');
      },
    };
    expect(endedBy({ kind: 'ack', verb: 'subscribe', item: 'A' }, true, nobody, tinyDialect)).toEqual([]);
    expect(endedBy({ kind: 'ack', verb: 'unsubscribe', item: 'A' }, true, nobody, tinyDialect)).toEqual([]);
  });

  it('finds what is missing from a list of all, once it was there', () => {
    expect(ended({ items: ['A'] }, 'state')).toEqual([book]);
    expect(ended({ items: ['A', 'B'] }, 'state')).toEqual([]);
  });
});
