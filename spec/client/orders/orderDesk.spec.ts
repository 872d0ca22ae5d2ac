import { describe, expect, it } from '@jest/globals';
import { map, type Observable, takeUntil, timer } from 'rxjs';
import { isColdwireError } from '../../../src/errors/coldwireError.ts';
import type { OrderOutcome } from '../../../src/client/orders/orderOutcome.ts';
import type { OrderRequest } from '../../../src/model/orderRequest.ts';
import { marbles } from '../../../src/testing/marbles.ts';
import { type BrokerBehaviour, brokerClient } from '../../helpers/brokerVenue.ts';

const order: OrderRequest = {
  symbol: 'A',
  side: 'buy',
  type: 'limit',
  price: '1.50',
  size: 0.1,
  clientOrderId: 'mine',
};

/** An outcome in a word: what it is, of which order, and why. */
const told = (outcome$: Observable<OrderOutcome>): Observable<string> =>
  outcome$.pipe(
    map((outcome) => {
      const { kind, clientOrderId } = outcome;
      if (outcome.kind === 'accepted') return `${kind} ${clientOrderId} ${outcome.orderId}`;
      const { error } = outcome;
      const why = isColdwireError(error, 'request-rejected') ? ` ${error.context.reason} ${error.context.code}` : '';
      return `${kind} ${clientOrderId}${why}`;
    }),
  );

const refuses =
  (no: string, code: string): BrokerBehaviour['says'] =>
  ({ id }) => [{ re: id, no, code }];

describe('an order', () => {
  it(
    'is sent as it was meant, and accepted with the final reply',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      const placed$ = client.placeOrder({ ...order, timeInForce: 'GTC', postOnly: true, params: { tag: 7 } });
      helpers.expectObservable(told(placed$)).toBe('--(a|)', { a: 'accepted mine o1' });
      helpers.flush();
      expect(venue.heard).toEqual([
        '1 {"do":"place","orders":[{"c":"mine","s":"A","side":"buy","type":"limit","price":"1.50","size":"0.1","postOnly":true,"timeInForce":"gtc","tag":7}],"id":1}',
      ]);
    }),
  );

  it.each<[string, BrokerBehaviour['says'], string, string]>([
    ['rejected where the venue refuses the request', refuses('closed', 'E'), '--(a|)', 'rejected mine closed E'],
    [
      'rejected where the venue refuses the order',
      ({ id }) => [{ re: id, done: [{ c: 'mine', no: 'poor', code: 'P' }] }],
      '--(a|)',
      'rejected mine poor P',
    ],
    ['unknown where the venue does not know itself', refuses('lost', 'T'), '--(a|)', 'outcome-unknown mine'],
    [
      'unknown where the venue does not know of the order itself',
      ({ id }) => [{ re: id, done: [{ c: 'mine', no: 'lost', code: 'T' }] }],
      '--(a|)',
      'outcome-unknown mine',
    ],
    [
      'unknown where the reply says nothing of it',
      ({ id }) => [{ re: id, done: [] }],
      '--(a|)',
      'outcome-unknown mine',
    ],
    ['unknown where the reply makes no sense', ({ id }) => [{ re: id, done: 5 }], '--(a|)', 'outcome-unknown mine'],
    ['unknown where no reply comes', () => [], '20ms (a|)', 'outcome-unknown mine'],
    [
      'unknown where only the interim one comes',
      ({ id }) => [{ re: id, ack: true }],
      '20ms (a|)',
      'outcome-unknown mine',
    ],
  ])('is %s', (_, says, picture, outcome) => {
    marbles((helpers) => {
      const { client } = brokerClient(helpers.scheduler, says === undefined ? {} : { says });
      helpers.expectObservable(told(client.placeOrder(order))).toBe(picture, { a: outcome });
    })();
  });

  it(
    'is not sent where no socket opened in time, and never later',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler, { opensAfter: 30 });
      helpers.expectObservable(told(client.placeOrder(order))).toBe('20ms (a|)', { a: 'not-sent mine' });
      helpers.flush();
      expect(venue.heard).toEqual([]);
    }),
  );

  it.each([
    ['while the socket is being opened', 'x', '11ms (a|)', 'accepted mine o1'],
    ['before the interim reply', '--x', '--(a|)', 'outcome-unknown mine'],
    ['with the interim reply', '----x', '----(a|)', 'outcome-unknown mine'],
    ['between the interim reply and the final one', '-----x', '-----(a|)', 'outcome-unknown mine'],
    ['after the final one', '8ms x', '7ms (a|)', 'accepted mine o1'],
  ])('settles once, having been sent once, when the link is cut %s', (_, cut, expected, outcome) => {
    marbles((helpers) => {
      const { scheduler } = helpers;
      // The interim reply comes after 3 ms, the final one after 6.
      const says: BrokerBehaviour['says'] = (__, [interim, final], venue) => {
        const socket = venue.sockets.at(-1);
        timer(6, scheduler).subscribe(() => socket?.say(final));
        return [interim];
      };
      const { client, venue } = brokerClient(scheduler, { repliesAfter: 3, says });
      helpers.cold(cut).subscribe(() => venue.drop());
      // Keeps the socket coming back, to which nothing must go a second time.
      client
        .feed({ channel: 'ticker', symbol: 'A' })
        .pipe(takeUntil(timer(60, scheduler)))
        .subscribe();
      helpers.expectObservable(told(client.placeOrder(order))).toBe(expected, { a: outcome });
      helpers.flush();
      expect(venue.heard.filter((frame) => frame.includes('place'))).toHaveLength(1);
    })();
  });
});
