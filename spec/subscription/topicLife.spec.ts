import { describe, expect, it } from '@jest/globals';
import { filter, map, NEVER, type Observable, throwError } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { BookChannel } from '../../src/protocol/dialect.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import type { Session, TopicSignal } from '../../src/subscription/session.ts';
import type { LifeEvent } from '../../src/subscription/lifeEvent.ts';
import { topicLife } from '../../src/subscription/topicLife.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { bookFrame, marked, tickerFrame, tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

const arrival = (payload: unknown): TopicSignal => ({ kind: 'arrival', route: '', payload, receivedAt: 0 });
const signals = {
  A: { kind: 'acknowledged' } as TopicSignal,
  1: arrival(tickerFrame('A', '1')),
};
const waiting = (error: Error): LifeEvent => ({ kind: 'waiting', attempt: 1, retryAt: 0, error });
const between = {
  c: { kind: 'connecting', url: '', attempt: 0 } as LifeEvent,
  a: { kind: 'authenticating' } as LifeEvent,
  w: waiting(new ColdwireError('connection-lost')),
  f: waiting(new ColdwireError('dial-failed')),
  q: waiting(new ColdwireError('silence')),
  p: waiting(new ColdwireError('protocol-violation')),
};

/**
 * A topic's life on a socket whose own is a picture: each `1`, `2`, `3` in it a connection that says the next of
 * `sessions`, `s` a stall on the first, `d` the venue's asking for all on it anew.
 */
function lived(helpers: MarbleHelpers, life: string, ...sessions: readonly Observable<TopicSignal>[]) {
  return livedAs('ticker', helpers, life, sessions);
}

function livedAs(
  channel: 'ticker' | 'book',
  { cold, scheduler }: MarbleHelpers,
  life: string,
  sessions: readonly Observable<TopicSignal>[],
) {
  const topic = tinyTopic({ channel, symbol: 'A' });
  const notes: string[] = [];
  const resyncs: string[] = [];
  const followed: string[] = [];
  const sessionOf = (epoch: number): Session => {
    let asked = 0;
    const follow = ({ key }: Topic): Observable<TopicSignal> => {
      followed.push(`${key} in ${epoch}`);
      return sessions[epoch - 1 + asked++] ?? NEVER;
    };
    return { epoch, follow };
  };
  const first = sessionOf(1);
  const life$ = cold<LifeEvent>(life, {
    ...between,
    1: { kind: 'ready', session: first },
    s: { kind: 'stalled', session: first },
    d: { kind: 'dismissed', session: first },
    2: { kind: 'ready', session: sessionOf(2) },
    3: { kind: 'ready', session: sessionOf(3) },
  });
  const events$ = topicLife(
    { life$, note: (_, event) => notes.push(event?.kind ?? 'gone') },
    {
      topic,
      channel: tinyDialect.channels[channel] as BookChannel,
      exchange: 'tiny',
      ackTimeout: 5,
      held: 2,
      pending: 10,
      scheduler,
      clock: clockOf(scheduler),
      random: () => 0.5,
      backoff: { base: 4, cap: 16, stableAfter: 9 },
      onUnreadable: () => {},
      onResync: (error) => resyncs.push((error as ColdwireError).kind),
      askSnapshot: () => NEVER,
      onRefetch: () => {},
    },
  );
  return { events$, life$, notes, resyncs, followed };
}

describe('topicLife', () => {
  it(
    'is connecting at once, whatever its socket is doing, and stays so until there is a session',
    marbles((helpers) => {
      const { events$, life$ } = lived(helpers, '            c-f-c-w-c-a-1--', helpers.cold('-A--', signals));
      helpers.expectObservable(marked(events$), '            ^-------------!').toBe('c------------L');
      helpers.expectSubscriptions(life$.subscriptions).toBe('^-------------!');
    }),
  );

  it(
    'begins anew where the venue asks for it, stale before where it was asked for already',
    marbles((helpers) => {
      const { cold } = helpers;
      const { events$ } = lived(helpers, '   -1---d--', cold('-A-----', signals), cold('-A-----', signals));
      helpers.expectObservable(marked(events$), '^------!').toBe('c-L--uL');
      const late = lived(helpers, '          -----d--', cold('-A-----', signals));
      helpers.expectObservable(marked(late.events$), '^------!').toBe('c-----L');
    }),
  );

  it(
    'says once why it is blind, and sees again on the next connection',
    marbles((helpers) => {
      const { cold } = helpers;
      const acknowledged$ = cold('-A-----', signals);
      const { events$, followed } = lived(
        helpers,
        '-1------w-c-f-c-2---q---3--',
        cold('A-----1-1', signals),
        acknowledged$,
        acknowledged$,
      );
      const unsub = '^--------------------------!';
      helpers.expectObservable(marked(events$), unsub).toBe('cL-----1x--------L--q----L-');
      helpers
        .expectSubscriptions(acknowledged$.subscriptions)
        .toBe(['----------------^---!', '------------------------^--!']);
      helpers.flush();
      expect(followed).toEqual(['ticker::A in 1', 'ticker::A in 2', 'ticker::A in 3']);
    }),
  );

  it(
    'calls a connection lost that ended for reasons not its own',
    marbles((helpers) => {
      const { events$ } = lived(helpers, '           -1--p--', helpers.cold('A', signals));
      helpers.expectObservable(marked(events$), '    ^-----!').toBe('cL--x');
    }),
  );

  it(
    'starts again after growing pauses while the connection holds, the loss said first',
    marbles((helpers) => {
      const gone$ = helpers.cold('-A--#', signals, new ColdwireError('unsubscribed-by-venue'));
      const { events$, resyncs, notes } = lived(helpers, '1', gone$, gone$, gone$, helpers.cold('-A', signals));
      const unsub = '^ 30ms !';
      helpers.expectObservable(marked(events$), unsub).toBe('cL--u--L--u----L--u--------L');
      helpers.expectSubscriptions(gone$.subscriptions).toBe(['^---!', '------^---!', '--------------^---!']);
      helpers.flush();
      expect(resyncs).toEqual(['unsubscribed-by-venue', 'unsubscribed-by-venue', 'unsubscribed-by-venue']);
      expect(notes.join()).toBe('stale,live,stale,live,stale,live,stale,live,gone');
    }),
  );

  it(
    'pauses as little as the first time once it was live for the stable period',
    marbles((helpers) => {
      const error = new ColdwireError('unsubscribed-by-venue');
      const short$ = helpers.cold('A-#', signals, error);
      const long$ = helpers.cold('A---1---#', signals, error);
      const longer$ = helpers.cold('A---1------#', signals, error);
      const { events$ } = lived(helpers, '-1', short$, long$, longer$, helpers.cold('A', signals));
      const unsub = '^ 40ms !';
      helpers.expectObservable(marked(events$), unsub).toBe('cL-u-L---1---u---L---1------u-L');
    }),
  );

  it(
    'does not take being crossed for being stable',
    marbles((helpers) => {
      const { cold } = helpers;
      const crossed = { ...bookFrame('A', { bids: [['9', '1']], asks: [['9', '1']] }) };
      const book = {
        A: signals.A,
        s: arrival(bookFrame('A', { bids: [['1', '1']], asks: [['9', '1']] })),
        z: arrival(crossed),
        k: arrival({ ...crossed, checksum: 0 }),
      };
      const stays$ = cold('(As)z 20ms k', book);
      const { events$ } = livedAs('book', helpers, '-1', [cold('(Az)', book), stays$, cold('(As)', book)]);
      helpers.expectObservable(marked(events$), '^ 50ms !').toBe('cz-(L1)z 20ms k---(L1)');
    }),
  );

  it(
    'waits for a crossed book once, and anew only after it was stable',
    marbles((helpers) => {
      const { cold } = helpers;
      const crossed = bookFrame('A', { bids: [['9', '1']], asks: [['9', '1']] });
      const book = {
        A: signals.A,
        s: arrival(bookFrame('A', { bids: [['1', '1']], asks: [['9', '1']] })),
        z: arrival(crossed),
        k: arrival({ ...crossed, checksum: 0 }),
      };
      const attempts = [cold('(Az)', book), cold('(As)----------k', book), cold('(Az)', book), cold('(As)', book)];
      const { events$, resyncs } = livedAs('book', helpers, '-1', attempts);
      helpers.expectObservable(marked(events$), '^ 50ms !').toBe('cz-(L1)----------k-z---(L1)');
      helpers.flush();
      expect(resyncs).toEqual(['crossed', 'checksum-mismatch', 'crossed']);
    }),
  );

  it(
    'says that this side stalled, and starts again on the same connection without a pause',
    marbles((helpers) => {
      const { cold } = helpers;
      const { events$, followed, resyncs } = lived(helpers, '-1--s', cold('A-1', signals), cold('-A', signals));
      helpers.expectObservable(marked(events$), '^-------!').toBe('cL-1sL');
      helpers.flush();
      expect([followed, resyncs]).toEqual([['ticker::A in 1', 'ticker::A in 1'], []]);
    }),
  );

  it(
    'has lost nothing to a stall before its time',
    marbles((helpers) => {
      const { events$ } = lived(helpers, '-s', helpers.cold('-A', signals));
      helpers.expectObservable(marked(events$), '^---!').toBe('c-L');
    }),
  );

  it(
    'leaves the pause of an old connection behind with it',
    marbles((helpers) => {
      const overdue$ = throwError(() => new ColdwireError('ack-timeout'));
      const { events$, followed } = lived(helpers, '-1w--2', overdue$, helpers.cold('A', signals));
      helpers.expectObservable(marked(events$), '   ^------!').toBe('ctx--L');
      helpers.flush();
      expect(followed).toEqual(['ticker::A in 1', 'ticker::A in 2']);
    }),
  );

  it(
    'errors with what cannot heal, and starts nothing again',
    marbles((helpers) => {
      const refused = new ColdwireError('subscription-rejected', { permanent: true });
      const { events$, life$, resyncs, notes } = lived(helpers, '-1', helpers.cold('-#', signals, refused));
      helpers.expectObservable(marked(events$)).toBe('           c-#', undefined, refused);
      helpers.expectSubscriptions(life$.subscriptions).toBe('   ^-!');
      helpers.flush();
      expect([resyncs, notes]).toEqual([[], ['stale', 'gone']]);
    }),
  );

  it(
    'errors with what its socket errors with',
    marbles((helpers) => {
      const { events$, notes } = lived(helpers, '-1-#', helpers.cold('A', signals));
      helpers.expectObservable(marked(events$)).toBe('cL-#');
      helpers.flush();
      expect(notes).toEqual(['stale', 'live', 'gone']);
    }),
  );

  it(
    'is blind since the receipt of the last value it told',
    marbles((helpers) => {
      const value = { ...signals[1], receivedAt: 77 } as TopicSignal;
      const { events$ } = lived(helpers, '-1-w', helpers.cold('(A1)', { ...signals, 1: value }));
      const since$ = events$.pipe(
        filter((event) => event.kind === 'stale'),
        map((event) => event.since),
      );
      helpers.expectObservable(since$, '^---!').toBe('a--b', { a: 0, b: 77 });
    }),
  );

  it(
    'calls it no resync when the ask finds its connection ending',
    marbles((helpers) => {
      const unsent$ = throwError(() => new ColdwireError('not-sent'));
      const { events$, resyncs } = lived(helpers, '1----w', unsent$);
      helpers.expectObservable(events$.pipe(map(({ kind }) => kind)), '^------!').toBe('(ss)-s', { s: 'stale' });
      helpers.flush();
      expect(resyncs).toEqual([]);
    }),
  );

  it(
    'calls it one where the ask finds its socket full',
    marbles((helpers) => {
      const cause = new ColdwireError('overflow', { limit: 1, what: 'bytes' });
      const unsent$ = throwError(() => new ColdwireError('not-sent', {}, { cause }));
      const { events$, resyncs } = lived(helpers, '1-', unsent$, NEVER);
      helpers.expectObservable(marked(events$), '^------!').toBe('(co)');
      helpers.flush();
      expect(resyncs).toEqual(['not-sent']);
    }),
  );
});
