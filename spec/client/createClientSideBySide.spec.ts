import { describe, expect, it } from '@jest/globals';
import { merge, NEVER } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { publicAndPrivate, type SideSocket, sideBySide, twin } from '../helpers/sideBySide.ts';
import { marked } from '../helpers/tinyDialect.ts';

const SPOT = 'BTC/USDT';
const USDT = 'BTC/USDT:USDT';
const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });
/** What a socket was sent, without when. */
const sent = ({ heard }: SideSocket): readonly string[] => heard.map((line) => line.slice(line.indexOf(' ') + 1));

describe('two markets of one venue, side by side', () => {
  it(
    'are spoken to in their own language, at their own url, with their own headers and logins',
    marbles((helpers) => {
      const { client, at, sockets } = sideBySide(helpers, twin, { headers: { agent: 'me' } });
      helpers.expectObservable(marked(client.feed(tradesOf(SPOT))), '^----!').toBe('cL---');
      helpers.expectObservable(marked(client.feed(tradesOf(USDT))), '^----!').toBe('c-L--');
      helpers.flush();
      expect(sockets.map(({ endpoint }) => endpoint)).toEqual([
        { url: 'wss://ws.twin.example/spot', headers: { agent: 'me' } },
        { url: 'wss://fx.twin.example/usdt', headers: { agent: 'me', 'x-size-decimal': '1' } },
      ]);
      expect(sent(at('spot'))[0]).toBe('{"channel":"trades","event":"subscribe","id":1,"payload":["BTC/USDT"]}');
      expect(sent(at('usdt')).slice(0, 2)).toEqual([
        '{"op":"login","sign":"<login K>"}',
        '{"op":"sub","rid":"2","args":["trades:BTC"]}',
      ]);
    }),
  );

  it(
    'have handlers of their own: what looks like a message of the other is none',
    marbles((helpers) => {
      const { client, at } = sideBySide(helpers, twin);
      const ofSpot = { channel: 'trades', symbol: SPOT, rows: ['1'] };
      const ofUsdt = { topic: 'trades:BTC', d: ['2'] };
      helpers.cold('---t').subscribe(() => {
        at('spot').say(ofUsdt, ofSpot);
        at('usdt').say(ofSpot, ofUsdt);
      });
      helpers.expectObservable(marked(client.feed(tradesOf(SPOT))), '^----!').toBe('cL-1-');
      helpers.expectObservable(marked(client.feed(tradesOf(USDT))), '^----!').toBe('c-L2-');
    }),
  );

  it(
    'sign by their own rule: each private subscription here, the login alone there',
    marbles((helpers) => {
      const { client, at } = sideBySide(helpers, twin);
      helpers.expectObservable(marked(client.feed({ channel: 'fills', symbol: SPOT })), '^----!').toBe('cL---');
      helpers.expectObservable(marked(client.feed({ channel: 'fills', symbol: USDT })), '^----!').toBe('c-L--');
      helpers.flush();
      expect(sent(at('spot'))[0]).toContain('"sign":"<subscribe fills/BTC/USDT by K>"');
      expect(sent(at('usdt')).slice(0, 2)).toEqual([
        '{"op":"login","sign":"<login K>"}',
        '{"op":"sub","rid":"2","args":["fills:BTC"]}',
      ]);
    }),
  );

  it(
    'answer requests by route, each with ids of its own kind, the same number pending on both',
    marbles((helpers) => {
      const { client, at } = sideBySide(helpers, twin);
      const ask = (route: string, id: number) => client.request({ get: 'time' }, { route, id, idempotent: true });
      helpers.cold('---r').subscribe(() => {
        at('usdt').say({ rid: '7', data: 'of usdt' });
        at('spot').say({ id: 7, result: 'of spot' });
      });
      helpers.expectObservable(ask('spot', 7)).toBe('---(r|)', { r: { id: 7, result: 'of spot' } });
      helpers.expectObservable(ask('usdt', 7)).toBe('---(r|)', { r: { rid: '7', data: 'of usdt' } });
      helpers.flush();
      expect(sent(at('spot'))).toEqual(['{"get":"time","id":7}']);
      expect(sent(at('usdt')).at(-1)).toBe('{"get":"time","rid":"7"}');
    }),
  );

  it(
    'refuse ids of the other kind, and routes that are none, before anything is dialled',
    marbles((helpers) => {
      const { client, sockets } = sideBySide(helpers, twin);
      const fault = (option: string, expected: string) => new ColdwireError('invalid-options', { option, expected });
      helpers.expectObservable(client.request({}, { id: 'a' })).toBe('#', undefined, fault('id', 'a whole number'));
      helpers
        .expectObservable(client.request({}, { route: 'options' }))
        .toBe('#', undefined, fault('route', 'spot or usdt'));
      helpers.flush();
      expect(sockets).toEqual([]);
    }),
  );

  it(
    'heed limits and caps of their own: what waits there waits for nothing here',
    marbles((helpers) => {
      const { client, sockets } = sideBySide(helpers, twin);
      const coins = ['A', 'B', 'C'];
      const following = coins.map((coin) =>
        merge(client.trades(`${coin}/USDT`), client.trades(`${coin}/USDT:USDT`)).subscribe(),
      );
      helpers.scheduler.schedule(() => {
        for (const one of following) one.unsubscribe();
        const heard = sockets.map(({ endpoint, heard }) => [
          new URL(endpoint.url).pathname,
          heard.map((line) =>
            line.replace(/^(\d+).*"(?:args|payload)":(\[.*?\]).*/, '$1 $2').replace(/ .*login.*/, ' login'),
          ),
        ]);
        expect(heard).toEqual([
          ['/spot', ['0 ["A/USDT","B/USDT","C/USDT"]']],
          // Two topics a socket, and two frames in 10 ms, the login counted.
          ['/usdt', ['0: login', '1 ["trades:A"]', '10 ["trades:B"]']],
          ['/usdt', ['0: login', '1 ["trades:C"]']],
        ]);
      }, 100);
      helpers.expectObservable(NEVER).toBe('');
      helpers.flush();
    }),
  );

  it(
    'are lost one without the other',
    marbles((helpers) => {
      const { client, at, sockets } = sideBySide(helpers, twin);
      helpers.cold('----x').subscribe(() => at('usdt').drop());
      helpers.expectObservable(marked(client.feed(tradesOf(SPOT))), '^---------!').toBe('cL--------');
      helpers.expectObservable(marked(client.feed(tradesOf(USDT))), '^---------!').toBe('c-L-x---L-');
      helpers.flush();
      expect(sockets.map(({ endpoint }) => new URL(endpoint.url).pathname)).toEqual(['/spot', '/usdt', '/usdt']);
    }),
  );
});

describe('one socket for the market, one for the account', () => {
  it(
    'are dialled as they are needed, and only the account logs in',
    marbles((helpers) => {
      const { client, sockets } = sideBySide(helpers, publicAndPrivate);
      helpers.expectObservable(marked(client.feed(tradesOf(SPOT))), '^-------!').toBe('cL------');
      helpers.expectObservable(marked(client.feed({ channel: 'fills', symbol: SPOT })), '----^---!').toBe('----c-L-');
      helpers.flush();
      expect(sockets.map((socket) => [socket.endpoint.url, sent(socket).join().includes('login')])).toEqual([
        ['wss://ws.twin.example/spot', false],
        ['wss://fx.twin.example/usdt', true],
      ]);
    }),
  );

  it(
    'need nobody to log in where only the market is wanted; the account is refused before any dial',
    marbles((helpers) => {
      const { client, sockets } = sideBySide(helpers, publicAndPrivate, { credentials: undefined } as object);
      const missing = new ColdwireError('invalid-options', {
        option: 'credentials',
        expected: 'what private logs in with',
      });
      helpers.expectObservable(marked(client.feed(tradesOf(SPOT))), '^-------!').toBe('cL------');
      helpers.expectObservable(marked(client.feed({ channel: 'fills', symbol: SPOT }))).toBe('#', undefined, missing);
      helpers.flush();
      expect(sockets).toHaveLength(1);
    }),
  );
});
