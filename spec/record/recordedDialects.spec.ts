import { describe, expect, it } from '@jest/globals';
import { publicDialect } from '../../src/exchanges/kraken/publicDialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { recordedDialects } from '../../src/record/recordedDialects.ts';

const exchange: Exchange = {
  name: 'venue',
  dialects: {
    public: {
      ...publicDialect,
      name: 'public',
      url: { live: 'wss://ws.venue.com/v2', test: 'wss://test.venue.com/v2' },
    },
    private: { ...publicDialect, name: 'private', url: { live: 'wss://auth.venue.com/v2?token=a' } },
    futures: { ...publicDialect, name: 'futures', url: { live: 'wss://futures.venue.com/ws' } },
    old: { ...publicDialect, name: 'old', url: { live: 'wss://old.venue.com' } },
  },
  route: () => undefined,
};
const names = (name: string | undefined, url: string | undefined): readonly string[] =>
  recordedDialects(exchange, name, url).map((dialect) => dialect.name);
const all = ['public', 'private', 'futures', 'old'];

describe('recordedDialects', () => {
  it.each([
    ['the live url', 'wss://ws.venue.com/v2', ['public']],
    ['the test url', 'wss://test.venue.com/v2', ['public']],
    ['another query', 'wss://ws.venue.com/v2?x=1#y', ['public']],
    ['a query that changes with each dial', 'wss://auth.venue.com/v2?token=TOKEN', ['private']],
    ['a slash at its end', 'wss://futures.venue.com/ws/', ['futures']],
    ['upper case in its host', 'wss://WS.venue.com/v2', ['public']],
    ['no url', undefined, all],
    ['an empty url', '', all],
    ['a path alone, at an origin that is not the venue’s', 'ws://127.0.0.1:8080/ws', ['futures']],
    ['a path of two dialects', 'ws://127.0.0.1:8080/v2', ['public', 'private']],
    ['no path, where one has none', 'wss://old.venue.com/', ['old']],
    ['another path of the venue', 'wss://ws.venue.com/v1', []],
    ['the path of one dialect at the origin of another', 'wss://ws.venue.com/ws', []],
    ['no path', 'wss://ws.venue.com', []],
    ['no path, elsewhere', 'wss://elsewhere.com/', []],
    ['another venue', 'wss://elsewhere.com/v9', []],
    ['a text that is no url', 'nonsense', []],
  ])('goes by %s', (_, url, found) => {
    expect(names(undefined, url)).toEqual(found);
  });

  it('believes a name before any url', () => {
    expect(names('futures', 'wss://ws.venue.com/v2')).toEqual(['futures']);
  });

  it.each(['other', 'constructor', ''])('refuses the name %j', (name) => {
    expect(() => names(name, undefined)).toThrow(
      expect.objectContaining({
        kind: 'invalid-options',
        context: { option: 'dialect', expected: 'public or private or futures or old' },
      }),
    );
  });
});
