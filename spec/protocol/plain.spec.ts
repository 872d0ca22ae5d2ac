import { describe, expect, it } from '@jest/globals';
import { plain, plainTextOf } from '../../src/protocol/plain.ts';

describe('plain', () => {
  it.each(['ping', ''])('marks %j as a text to be sent as it is', (text) => {
    expect(plainTextOf(plain(text))).toBe(text);
  });

  it.each([undefined, null, 'ping', 7, {}, { text: 'ping' }, [plain('ping')], Symbol.for('coldwire.plain')])(
    'is not taken for %p',
    (message) => {
      expect(plainTextOf(message)).toBeUndefined();
    },
  );
});
