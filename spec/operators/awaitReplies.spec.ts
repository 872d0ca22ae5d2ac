import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  catchError,
  concat,
  defer,
  finalize,
  from,
  NEVER,
  type Observable,
  of,
  Subject,
  take,
  tap,
  throwError,
  toArray,
  VirtualTimeScheduler,
} from 'rxjs';
import { awaitReplies, IncompleteRepliesError, ReplyTimeoutError } from '../../operators/index.ts';
import { marbles } from '../../src/testing/index.ts';

/** `a`, `b` and `c` answer request 1, `c` the last; `x` answers another, `p` nobody. */
const messages = {
  a: { id: 1, part: 1, last: false },
  b: { id: 1, part: 2, last: false },
  c: { id: 1, part: 3, last: true },
  x: { id: 2, part: 1, last: true },
  p: { part: 0, last: true },
};
interface Message {
  readonly id?: number;
  readonly part: number;
  readonly last: boolean;
}

const one = { id: 1, idOf: ({ id }: Message) => id };

describe('awaitReplies', () => {
  it(
    'passes the one reply out of all messages, and leaves them with it',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const messages$ = cold<Message>('                       -p-x-a-b', messages);
      expectObservable(messages$.pipe(awaitReplies(one))).toBe('-----(a|)', messages);
      expectSubscriptions(messages$.subscriptions).toBe('     ^----!');
    }),
  );

  it(
    'passes as many replies as are expected',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const messages$ = cold<Message>('                                     -a-x-b-c', messages);
      expectObservable(messages$.pipe(awaitReplies({ ...one, replies: 2 }))).toBe('-a---(b|)', messages);
      expectSubscriptions(messages$.subscriptions).toBe('                   ^----!');
    }),
  );

  it(
    'passes replies up to the final one, however many were said to come',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const messages$ = cold<Message>('-a-x-p-b-c-a', messages);
      const isFinal = ({ last }: Message): boolean => last;
      expectObservable(messages$.pipe(awaitReplies({ ...one, isFinal, replies: 1 }))).toBe('-a-----b-(c|)', messages);
      expectObservable(messages$.pipe(awaitReplies({ ...one, isFinal, replies: 0 }))).toBe('-a-----b-(c|)', messages);
      expectSubscriptions(messages$.subscriptions).toBe(['^--------!', '^--------!']);
    }),
  );

  it(
    'is done at once, without a look at the messages, when no reply will come',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const messages$ = cold<Message>('a', messages);
      expectObservable(messages$.pipe(awaitReplies({ ...one, replies: 0, timeout: 0, scheduler }))).toBe('|');
      expectSubscriptions(messages$.subscriptions).toBe([]);
    }),
  );

  it(
    'takes replies that come on subscribe, and none too many',
    marbles(({ expectObservable, scheduler }) => {
      const source$ = from([messages.x, messages.a, messages.b, messages.c]);
      const config = { ...one, timeout: 5, scheduler };
      expectObservable(source$.pipe(awaitReplies(config))).toBe('                 (a|)', messages);
      expectObservable(source$.pipe(awaitReplies({ ...config, replies: 2 }))).toBe('(ab|)', messages);
    }),
  );

  it(
    'errors when the messages end before the last reply',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const messages$ = cold<Message>('-a-x|', messages);
      const result$ = messages$.pipe(awaitReplies({ ...one, replies: 2 }));
      expectObservable(result$).toBe('-a--#', messages, new IncompleteRepliesError(1, 1));
      expectSubscriptions(messages$.subscriptions).toBe('^---!');
    }),
  );

  it(
    'passes the error of the messages, even when it is undefined and time is given',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const messages$ = cold<Message>('-a-#', messages, 'lost');
      const config = { ...one, replies: 2, timeout: 9, with: () => of('late'), scheduler };
      expectObservable(messages$.pipe(awaitReplies(config))).toBe('-a-#', messages, 'lost');
      const broken$ = throwError(() => undefined).pipe(awaitReplies({ ...config, idOf: () => 1 }));
      expectObservable(broken$.pipe(catchError((error) => of(error)))).toBe('(u|)', { u: undefined });
      expectSubscriptions(messages$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'errors, and leaves the messages, when the time from subscription is up before the last reply',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const messages$ = cold<Message>('-a-------b', messages);
      const result$ = messages$.pipe(awaitReplies({ ...one, replies: 2, timeout: 5, scheduler }));
      expectObservable(result$, '      --^').toBe('---a---#', messages, new ReplyTimeoutError(1, 5));
      expectSubscriptions(messages$.subscriptions).toBe('--^----!');
    }),
  );

  it(
    'waits for ever unless told otherwise, and when told to wait longer than a timer can',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const messages$ = cold<Message>('-');
      const later = '^ 59s !';
      expectObservable(messages$.pipe(awaitReplies(one)), later).toBe('-');
      expectObservable(messages$.pipe(awaitReplies({ ...one, timeout: 2 ** 31, scheduler })), later).toBe('-');
      expectSubscriptions(messages$.subscriptions).toBe([later, later]);
    }),
  );

  it.each([undefined, Number.POSITIVE_INFINITY, 2 ** 31])('sets no timer for a timeout of %s', (timeout) => {
    const scheduler = new VirtualTimeScheduler();
    const given = timeout === undefined ? {} : { timeout };
    NEVER.pipe(awaitReplies({ id: 1, idOf: () => 1, ...given, scheduler })).subscribe();
    expect(scheduler.actions).toEqual([]);
  });

  it(
    'allows only what comes on subscribe with a timeout of 0',
    marbles(({ cold, expectObservable, scheduler }) => {
      const config = { ...one, timeout: 0, scheduler };
      expectObservable(of(messages.a).pipe(awaitReplies(config))).toBe('(a|)', messages);
      expectObservable(cold<Message>('-a', messages).pipe(awaitReplies(config))).toBe(
        '                               #',
        messages,
        new ReplyTimeoutError(1, 0),
      );
    }),
  );

  it(
    'goes on with what is given once the time is up, the messages left before it is asked for',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const log: string[] = [];
      const messages$ = cold<Message>('---------a', messages);
      const instead$ = cold<string>('       -l|');
      const late = () => {
        log.push('asked');
        return instead$;
      };
      const left$ = messages$.pipe(finalize(() => log.push('left')));
      const result$ = left$.pipe(awaitReplies({ ...one, timeout: 5, with: late, scheduler }));
      expectObservable(result$).toBe('------l|');
      expectSubscriptions(messages$.subscriptions).toBe('^----!');
      expectSubscriptions(instead$.subscriptions).toBe('-----^-!');
      scheduler.schedule(() => expect(log).toEqual(['left', 'asked']), 20);
    }),
  );

  it.each<[string, Partial<Parameters<typeof awaitReplies<Message, Observable<never>, number>>[0]>]>([
    ['idOf', { idOf: () => fail() }],
    ['isFinal', { isFinal: () => fail() }],
  ])('errors with what %s throws', (_, options) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const messages$ = cold<Message>('-a', messages);
      expectObservable(messages$.pipe(awaitReplies({ ...one, timeout: 5, scheduler, ...options }))).toBe(
        '-#',
        messages,
        new RangeError('mine'),
      );
      expectSubscriptions(messages$.subscriptions).toBe('^!');
    })();
  });

  it(
    'errors with what `with` throws',
    marbles(({ expectObservable, scheduler }) => {
      const result$ = NEVER.pipe(awaitReplies({ id: 1, idOf: () => 1, timeout: 2, with: () => fail(), scheduler }));
      expectObservable(result$).toBe('--#', undefined, new RangeError('mine'));
    }),
  );

  it(
    'unsubscribes in the middle, from the messages and from what was given',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const messages$ = cold<Message>('-a----b', messages);
      const instead$ = cold<string>('--l');
      const config = { ...one, replies: 2, timeout: 5, with: () => instead$, scheduler };
      expectObservable(messages$.pipe(awaitReplies(config)), '^--!').toBe('-a', messages);
      expectObservable(messages$.pipe(awaitReplies(config)), '^-----!').toBe('-a', messages);
      expectSubscriptions(messages$.subscriptions).toBe(['^--!', '^----!']);
      expectSubscriptions(instead$.subscriptions).toBe('-----^!');
    }),
  );

  it.each([
    ['the last reply', of(messages.a)],
    ['the end of the messages', of(messages.x)],
    ['a consumer that leaves', concat(of(messages.b), NEVER)],
  ])('leaves no timer after %s', (_, source$) => {
    const scheduler = new VirtualTimeScheduler();
    const result$ = source$.pipe(awaitReplies({ ...one, timeout: 5, scheduler }), take(1));
    result$.subscribe({ error: () => {} });
    expect(scheduler.actions).toEqual([]);
  });

  it(
    'hands on no reply that comes while the last one is being handed on',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot<Message>('-a---', messages);
      const result$ = defer(() => {
        const messages$ = new Subject<Message>();
        source$.subscribe(messages$);
        return messages$.pipe(
          awaitReplies(one),
          tap(() => messages$.next(messages.b)),
        );
      });
      expectObservable(result$).toBe('-(a|)', messages);
      expectSubscriptions(source$.subscriptions).toBe('^');
    }),
  );

  it(
    'lets the consumer ask the next thing from within a reply',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const messages$ = hot<Message>('-a-x-', messages);
      const first$ = messages$.pipe(awaitReplies(one));
      const second$ = messages$.pipe(awaitReplies({ ...one, id: 2 }));
      expectObservable(concat(first$, second$)).toBe('-a-(x|)', messages);
      expectSubscriptions(messages$.subscriptions).toBe(['^!', '-^-!']);
    }),
  );

  it('passes exactly the first so many messages of its id, in order', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 50 });
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 10 }), (sent, replies) => {
        const all = sent.map((id, at) => ({ id, at }));
        const matching = all.filter(({ id }) => id === 1);
        let outcome: unknown;
        from(all)
          .pipe(awaitReplies({ id: 1, idOf: ({ id }) => id, replies }), toArray())
          .subscribe({
            next: (received) => {
              outcome = received;
            },
            error: (error: unknown) => {
              outcome = error;
            },
          });
        if (matching.length >= replies) expect(outcome).toEqual(matching.slice(0, replies));
        else expect(outcome).toMatchObject({ id: 1, received: matching.length });
      }),
    );
  });

  it('runs on real timers unless told otherwise', () => {
    const subscription = NEVER.pipe(awaitReplies({ id: 1, idOf: () => 1, timeout: 60_000 })).subscribe();
    expect(subscription.closed).toBe(false);
    subscription.unsubscribe();
  });
});

function fail(): never {
  throw new RangeError('mine');
}
