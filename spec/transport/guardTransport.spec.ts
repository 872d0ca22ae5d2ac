import { describe, expect, it } from '@jest/globals';
import { map, NEVER, type Observable } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/index.ts';
import { guardTransport } from '../../src/transport/guardTransport.ts';
import type { Socket } from '../../src/transport/socket.ts';

interface NamedSocket extends Socket {
  readonly name: string;
}

const socketNamed = (name: string): NamedSocket => ({ name, frames$: NEVER, send: () => {}, bufferedAmount: 0 });
const sockets = { s: socketNamed('s'), t: socketNamed('t') };
const endpoint = { url: 'wss://user:secret@venue.example/ws?token=secret' };
const stranger = new TypeError('stranger');
const closeEvent = { code: 1001, reason: 'going away', wasClean: true };

function dialFailed(...cause: unknown[]): ColdwireError {
  const context = { url: 'wss://venue.example/ws' };
  return new ColdwireError('dial-failed', context, cause.length === 0 ? {} : { cause: cause[0] });
}

function lost(context: ColdwireError<'connection-lost'>['context'], ...cause: unknown[]): ColdwireError {
  return new ColdwireError('connection-lost', context, cause.length === 0 ? {} : { cause: cause[0] });
}

/** Guards a transport that gives `source$`, with a dial timeout of 5 ms. */
function guarded(source$: Observable<Socket>, { scheduler }: MarbleHelpers): Observable<string> {
  const transport = guardTransport(() => source$, { dialTimeout: 5, scheduler });
  return transport(endpoint).pipe(map((socket) => (socket as NamedSocket).name));
}

describe('guardTransport', () => {
  it(
    'passes a transport that keeps the contract, and leaves it when left',
    marbles((helpers) => {
      const source$ = helpers.cold('                           --s---------', sockets);
      const left = '                                           ----------!';
      helpers.expectObservable(guarded(source$, helpers), left).toBe('--s-------');
      helpers.expectSubscriptions(source$.subscriptions).toBe('^---------!');
    }),
  );

  it(
    'dials for each subscriber',
    marbles((helpers) => {
      const source$ = helpers.cold('-s', sockets);
      const guarded$ = guarded(source$, helpers);
      helpers.expectObservable(guarded$, '^--! ').toBe('-s');
      helpers.expectObservable(guarded$, '--^--!').toBe('---s');
      helpers.expectSubscriptions(source$.subscriptions).toBe(['^--!', '--^--!']);
    }),
  );

  it.each([
    { what: 'a completion before the Socket', source: '--|  ', expected: '--#', left: '^-!', error: dialFailed() },
    { what: 'a completion at once', source: '|', expected: '#', left: '(^!)', error: dialFailed() },
    { what: 'a stranger before it', source: '--#', expected: '--#', left: '^-!', error: dialFailed(stranger) },
    { what: 'a completion after it', source: '-s-|', expected: '-s-#', left: '^--!', error: lost({}) },
    { what: 'a completion with it', source: '(s|)', expected: '(s#)', left: '(^!)', error: lost({}) },
    { what: 'a stranger after it', source: '-s-#', expected: '-s-#', left: '^--!', error: lost({}, stranger) },
  ])('calls $what by its name', ({ source, expected, left, error }) => {
    marbles((helpers) => {
      const source$ = helpers.cold(source, sockets, stranger);
      helpers.expectObservable(guarded(source$, helpers)).toBe(expected, undefined, error);
      helpers.expectSubscriptions(source$.subscriptions).toBe(left);
    })();
  });

  it(
    'keeps what a stranger tells of the close',
    marbles((helpers) => {
      const source$ = helpers.cold('-s-#', sockets, closeEvent);
      helpers
        .expectObservable(guarded(source$, helpers))
        .toBe('                     -s-#', undefined, lost(closeEvent, closeEvent));
    }),
  );

  it.each(['--#', '-s#'])('passes a ColdwireError as it is: %s', (source) => {
    marbles((helpers) => {
      const error = new ColdwireError('overflow', { limit: 3 });
      const source$ = helpers.cold(source, sockets, error);
      helpers.expectObservable(guarded(source$, helpers)).toBe(source, undefined, error);
    })();
  });

  it(
    'ignores a second Socket',
    marbles((helpers) => {
      const source$ = helpers.cold('                           -s-t-s-#', sockets, stranger);
      helpers.expectObservable(guarded(source$, helpers)).toBe('-s-----#', undefined, lost({}, stranger));
      helpers.expectSubscriptions(source$.subscriptions).toBe('^------!');
    }),
  );

  it(
    'gives up a dial that takes longer than dialTimeout, and leaves it',
    marbles((helpers) => {
      const source$ = helpers.cold('                           ------s', sockets);
      const timeout = dialFailed(expect.objectContaining({ name: 'TimeoutError' }));
      helpers.expectObservable(guarded(source$, helpers)).toBe('-----#', undefined, timeout);
      helpers.expectSubscriptions(source$.subscriptions).toBe('^----!');
    }),
  );

  it(
    'leaves an open socket all the time it wants',
    marbles((helpers) => {
      const source$ = helpers.cold('                                 ----s 60m #', sockets, stranger);
      helpers.expectObservable(guarded(source$, helpers)).toBe('      ----s 60m #', undefined, lost({}, stranger));
      helpers.flush();
      expect(source$.subscriptions).toEqual([{ subscribedFrame: 0, unsubscribedFrame: 3_600_005 }]);
    }),
  );

  it('counts a transport that throws as a failed dial, with nothing else to tell of it', () => {
    const failures: unknown[] = [];
    const transport = guardTransport(() => {
      throw stranger;
    });
    transport(endpoint).subscribe({ error: ({ kind, context, cause }) => failures.push({ kind, context, cause }) });
    expect(failures).toEqual([{ kind: 'dial-failed', context: { url: 'wss://venue.example/ws' }, cause: stranger }]);
  });

  it('asks the transport for nothing before it is subscribed', () => {
    let asked = 0;
    const transport = guardTransport(() => {
      asked++;
      return NEVER;
    });
    const dial$ = transport(endpoint);
    expect(asked).toBe(0);
    dial$.subscribe().unsubscribe();
    expect(asked).toBe(1);
  });
});
