import { describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { OrderRequest } from '../../../src/model/orderRequest.ts';
import type { Exchange } from '../../../src/protocol/exchange.ts';
import { type MarbleHelpers, marbles } from '../../../src/testing/marbles.ts';
import { broker, brokerDialect } from '../../helpers/brokerDialect.ts';
import { brokerClient } from '../../helpers/brokerVenue.ts';
import type { Message } from '../../helpers/tinyDialect.ts';

/** The broker, who wants each request signed at the time it leaves. */
const strict: Exchange = {
  ...broker,
  dialects: {
    desk: {
      ...brokerDialect,
      auth: { recipe: 'hmac-sha256-hex' },
      requests: {
        ...brokerDialect.requests,
        sign: (message, { time }) => `${String((message as Message)['do'])} at ${time}`,
        complete: (message, { time, signature }) => ({ ...(message as Message), time, signature }),
      },
    },
  },
};
const order: OrderRequest = { symbol: 'A', side: 'buy', type: 'limit', price: 1, size: 2, clientOrderId: 'mine' };
const kinds = map(({ kind }: { kind: string }) => kind);

/** A client of it, whose signer takes 3 ms. */
function signed({ scheduler, cold }: MarbleHelpers, sign: string = '---(s|)') {
  const texts: string[] = [];
  const signer = (text: unknown): Observable<string> => {
    texts.push(String(text));
    return cold(sign, { s: `<${String(text)}>` });
  };
  return { ...brokerClient(scheduler, {}, { credentials: { key: 'K', signer } }, strict), texts };
}

describe('an order that is signed', () => {
  it(
    'is signed as it leaves, and handed over with its signature',
    marbles((helpers) => {
      const { client, venue } = signed(helpers);
      helpers.expectObservable(client.placeOrder(order).pipe(kinds)).toBe('-----(a|)', { a: 'accepted' });
      helpers.flush();
      expect(venue.heard).toEqual([expect.stringMatching(/^4 .*"time":1,"signature":"<place at 1>"/)]);
    }),
  );

  it(
    'can be withdrawn while it is being signed, and is never sent then',
    marbles((helpers) => {
      const { client, venue, texts } = signed(helpers);
      const placed$ = client.placeOrder(order).pipe(kinds);
      helpers.expectObservable(placed$, '^--!  ').toBe('-');
      helpers.expectObservable(placed$, '-----^').toBe('-----(n|)', { n: 'not-sent' });
      helpers.flush();
      expect([texts, venue.heard]).toEqual([['place at 1'], []]);
    }),
  );

  it.each([
    ['loses its link meanwhile', '--x', '--(n|)', '---(s|)'],
    ['is not signed in time', '', '20ms (n|)', '30ms (s|)'],
  ])('is not sent where it %s', (_, cut, expected, sign) => {
    marbles((helpers) => {
      const { client, venue } = signed(helpers, sign);
      if (cut !== '') helpers.cold(cut).subscribe(() => venue.drop());
      helpers.expectObservable(client.placeOrder(order).pipe(kinds)).toBe(expected, { n: 'not-sent' });
      helpers.flush();
      expect(venue.heard).toEqual([]);
    })();
  });
});
