import { describe, expect, it } from '@jest/globals';
import { filter, map, NEVER, type Observable, type ObservedValueOf, throwError } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { BookChannel } from '../../src/protocol/dialect.ts';
import type { TopicSignal } from '../../src/subscription/session.ts';
import type { TopicSocket } from '../../src/subscription/socketSlot.ts';
import { topicLife } from '../../src/subscription/topicLife.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { marked, tickerFrame, tinyDialect, tinyTopic } from '../helpers/tinyDialect.ts';

type LifeEvent = ObservedValueOf<TopicSocket['life$']>;

const topic = tinyTopic({ channel: 'ticker', symbol: 'A' });
const signals = {
  A: { kind: 'acknowledged' } as TopicSignal,
  1: { kind: 'arrival', route: '', payload: tickerFrame('A', '1'), receivedAt: 0 } as TopicSignal,
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

/** A topic's life on a socket whose own is a picture; each `1`, `2`, `3` in it a session that says the next of `sessions`. */
function lived({ cold, scheduler }: MarbleHelpers, life: string, ...sessions: readonly Observable<TopicSignal>[]) {
  const notes: string[] = [];
  const resyncs: string[] = [];
  const followed: string[] = [];
  const ready = (epoch: number): LifeEvent => {
    let asked = 0;
    const follow = ({ key }: typeof topic): Observable<TopicSignal> => {
      followed.push(`${key} in ${epoch}`);
      return sessions[epoch - 1 + asked++] ?? NEVER;
    };
    return { kind: 'ready', session: { epoch, follow } };
  };
  const life$ = cold(life, { ...between, 1: ready(1), 2: ready(2), 3: ready(3) });
  const events$ = topicLife(
    { life$, note: (_, event) => notes.push(event?.kind ?? 'gone') },
    {
      topic,
      channel: tinyDialect.channels.ticker as unknown as BookChannel,
      exchange: 'tiny',
      ackTimeout: 5,
      held: 2,
      scheduler,
      clock: clockOf(scheduler),
      random: () => 0.5,
      backoff: { base: 4, cap: 16, stableAfter: 9 },
      onUnreadable: () => {},
      onResync: (error) => resyncs.push((error as ColdwireError).kind),
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
      const long$ = helpers.cold('A 8ms #', signals, error);
      const longer$ = helpers.cold('A 9ms #', signals, error);
      const { events$ } = lived(helpers, '-1', short$, long$, longer$, helpers.cold('A', signals));
      const unsub = '^ 40ms !';
      helpers.expectObservable(marked(events$), unsub).toBe('cL-u-L 8ms u---L 9ms u-L');
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
});
