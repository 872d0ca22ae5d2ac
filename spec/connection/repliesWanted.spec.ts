import { describe, expect, it } from '@jest/globals';
import { repliesWanted } from '../../src/connection/repliesWanted.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { RequestRule } from '../../src/protocol/requestRule.ts';
import type { Note } from './connectionSettings.ts';

const rule: RequestRule<Note> = {
  isFinal: ({ text }) => text === 'end',
  rejectionOf: ({ text = '' }) => (text.startsWith('no') ? { reason: text.slice(2), code: 'E1' } : undefined),
};
const texts = ['a', 'b', 'end', 'c'];

/** Which of the texts ends a request; -1 for none. */
const endOf = ({ isFinal = () => true }: ReturnType<typeof repliesWanted<Note>>): number =>
  texts.findIndex((text) => isFinal({ text }));

/** What a text throws. */
function thrownBy({ isFinal }: ReturnType<typeof repliesWanted<Note>>, text: string): unknown {
  try {
    return isFinal?.({ text });
  } catch (error) {
    return error;
  }
}

describe('the replies wanted', () => {
  it.each([
    ['the first, where nobody says more', {}, undefined, 0],
    ['as many as asked for', { replies: 2 }, undefined, 1],
    ['up to the one its caller calls final', { isFinal: ({ text }: Note) => text === 'b' }, undefined, 1],
    ['up to that one, whatever their number', { replies: 1, isFinal: ({ text }: Note) => text === 'c' }, undefined, 3],
    ['up to the one the dialect calls final', {}, rule, 2],
    ['as many as asked for, whatever the dialect says', { replies: 2 }, rule, 1],
    ['up to the one its caller calls final, not the dialect', { isFinal: ({ text }: Note) => text === 'b' }, rule, 1],
  ])('are %s', (_, options, dialect, index) => {
    expect(endOf(repliesWanted(1, options, dialect))).toBe(index);
  });

  it('are none at all with 0, which waits for no refusal either', () => {
    expect(repliesWanted(1, { replies: 0 }, rule)).toEqual({ replies: 0 });
  });

  it.each([{}, { replies: 3 }, { isFinal: () => false }])('end with a refusal, asked for %j', (options) => {
    const error = thrownBy(repliesWanted('x', options, rule), 'no funds');
    expect(error).toBeInstanceOf(ColdwireError);
    expect(error).toMatchObject({ kind: 'request-rejected', context: { id: 'x', reason: ' funds', code: 'E1' } });
  });

  it.each([
    [false, 'outcome-unknown'],
    [true, 'reply-timeout'],
  ])('end unanswered where the venue does not know itself, idempotent: %s', (idempotent, kind) => {
    const lost: RequestRule<Note> = { rejectionOf: () => ({ reason: 'timeout', code: '-1007', isUnknown: true }) };
    expect(thrownBy(repliesWanted(1, { idempotent }, lost), 'a')).toMatchObject({
      kind,
      context: { id: 1, reason: 'timeout', code: '-1007' },
    });
  });

  it('are told of in few words, and in ours where the venue has none', () => {
    const long = thrownBy(repliesWanted(1, {}, { rejectionOf: () => ({ reason: 'r'.repeat(999) }) }), 'a');
    expect(long).toMatchObject({ context: { id: 1, reason: `${'r'.repeat(200)}...` } });
    expect(Object.keys((long as ColdwireError).context)).toEqual(['id', 'reason']);
    const mute = thrownBy(repliesWanted(1, {}, { rejectionOf: () => ({ reason: '' }) }), 'a');
    expect(mute).toMatchObject({ context: { reason: 'refused without a reason' } });
  });
});
