import { describe, expect, it } from '@jest/globals';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { axesStage, type Ways } from '../helpers/axesVenue.ts';

/** A venue that says by `{"re":1,"wait":40}` that too much was asked. */
const ways: Ways = {
  requests: {
    rejectionOf: (reply) => {
      const { wait } = reply as { readonly wait?: number };
      return wait === undefined ? undefined : { reason: 'too many', retryAfterMs: wait };
    },
  },
  capacity: { topicsPerSocket: 1 },
};

describe('a request that is refused because too much was asked', () => {
  it(
    'holds back the requests of its dialect on every socket, and no subscription',
    marbles((helpers) => {
      const { client, feed, sockets, heard } = axesStage(helpers, ways, { requestTimeout: 100, ackTimeout: 100 });
      helpers.cold('--w').subscribe(() => sockets[0]?.say({ re: 2, wait: 40 }));
      const refused = new ColdwireError('request-rejected', { id: 2, reason: 'too many' });
      helpers.expectObservable(feed('A'), '^ 60ms !').toBe('c');
      helpers.expectObservable(client.request({ do: 'x' }), '-^').toBe('--#', undefined, refused);
      helpers.expectObservable(client.request({ do: 'y' }), '---^ 55ms !').toBe('');
      const late = new ColdwireError('not-sent', { id: 4 });
      helpers
        .expectObservable(client.request({ do: 'z' }, { timeout: 9 }), '---^')
        .toBe('------------#', undefined, late);
      helpers.expectObservable(feed('B'), '----^ 50ms !').toBe('----c');
      helpers.flush();
      const asked = heard().map((line) => line.replace(/\{.*"(do|args)":(.*?)[,}].*/, '$2'));
      expect(asked.filter((line) => /"[xyz]"/.test(line))).toEqual(['1: "x"', '42: "y"']);
      expect(asked).toContain('4: ["B"]');
    }),
  );
});
