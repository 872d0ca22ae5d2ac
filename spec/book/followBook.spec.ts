import { describe, expect, it, jest } from '@jest/globals';
import { concat, config, defer, EMPTY, from, map, NEVER, type Observable, of, Subject, take, throwError } from 'rxjs';
import { type BookInput, type BookOutput, type FollowBookOptions, followBook } from '../../src/book/followBook.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { BookFrame } from '../../src/protocol/bookRule.ts';
import { marbles } from '../../src/testing/index.ts';
import { checksummed, delta, snapshot, unchecked, withChecksums } from './bookSamples.ts';

const options: FollowBookOptions = {
  rule: unchecked,
  depth: 10,
  exchange: 'kraken',
  symbol: 'BTC/USD',
  unit: 'base',
};
const tolerant: FollowBookOptions = { ...options, tolerateCrossed: true };

const at = (frame: BookFrame, receivedAt = 0): BookInput => ({ frame, receivedAt });

/** What a consumer is told, in a word: books by their best prices. */
const words = map((news: BookOutput): string => {
  if (news.kind !== 'data') return news.kind === 'live' ? 'live' : `stale ${news.reason}`;
  const { bestBid, bestAsk } = news.value;
  return `${bestBid?.priceText ?? '-'}/${bestAsk?.priceText ?? '-'}`;
});

/** Frames by letter: s snapshot, d and e deltas, x one that crosses and u one that uncrosses. */
const inputs: Readonly<Record<string, BookInput>> = {
  s: at(snapshot({ bids: ['4 x 1'], asks: ['6 x 1'] })),
  S: at(snapshot({ bids: ['8 x 1'], asks: ['9 x 1'] })),
  d: at(delta({ bids: ['4.5 x 1'] })),
  e: at(delta({ asks: ['5.5 x 1'] })),
  l: at(delta({ bids: ['6.0 x 1'] })),
  x: at(delta({ bids: ['7 x 1'] })),
  y: at(delta({ asks: ['6.5 x 1'] })),
  u: at(delta({ bids: ['7 x 0', '6.0 x 0'] })),
  X: at(snapshot({ bids: ['7 x 1'], asks: ['6 x 1'] })),
  g: at(delta({ bids: ['5 x -1'] })),
};
const outputs = {
  L: 'live',
  C: 'stale crossed',
  s: '4/6',
  S: '8/9',
  d: '4.5/6',
  e: '4.5/5.5',
  u: '4/6',
};

const crossed = (bid: string, ask: string) => new ColdwireError('crossed', { symbol: 'BTC/USD', bid, ask });

describe('followBook', () => {
  it(
    'is live once the first snapshot is applied, then tells a book a frame',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const frames$ = hot('  -s---d-e-|', inputs);
      const expected = '     -(Ls)d-e-|';
      expectObservable(frames$.pipe(followBook(options), words)).toBe(expected, outputs);
      expectSubscriptions(frames$.subscriptions).toBe('^--------!');
    }),
  );

  it(
    'drops deltas that come before any snapshot',
    marbles(({ cold, expectObservable }) => {
      const frames$ = cold('dg-s---d|', inputs);
      const expected = '    ---(Ls)d|';
      expectObservable(frames$.pipe(followBook(options), words)).toBe(expected, outputs);
    }),
  );

  it(
    'replaces the book by a later snapshot and stays live',
    marbles(({ cold, expectObservable }) => {
      const frames$ = cold('s---S|', inputs);
      const expected = '    (Ls)S|';
      expectObservable(frames$.pipe(followBook(options), words)).toBe(expected, outputs);
    }),
  );

  it(
    'is silent with a source that is, and with none that ends',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const silent$ = cold('-', inputs);
      expectObservable(silent$.pipe(followBook(options), words), '^--!').toBe('----');
      expectSubscriptions(silent$.subscriptions).toBe('                 ^--!');
      expectObservable(NEVER.pipe(followBook(options))).toBe('-');
      expectObservable(EMPTY.pipe(followBook(options))).toBe('|');
    }),
  );

  it(
    'passes the error of its source',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const frames$ = cold('s---d#', inputs, 'lost');
      const expected = '    (Ls)d#';
      expectObservable(frames$.pipe(followBook(options), words)).toBe(expected, outputs, 'lost');
      expectSubscriptions(frames$.subscriptions).toBe('^----!');
      expectObservable(throwError(() => 'at once').pipe(followBook(options))).toBe('#', {}, 'at once');
    }),
  );

  it(
    'leaves its source when it is left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const frames$ = cold('s---d-e-d', inputs);
      const expected = '    (Ls)d--';
      expectObservable(frames$.pipe(followBook(options), words), '^-----!').toBe(expected, outputs);
      expectObservable(frames$.pipe(followBook(options), take(2), words)).toBe('(Ls|)', outputs);
      expectObservable(frames$.pipe(followBook(options), take(1), words)).toBe('(L|)', outputs);
      expectSubscriptions(frames$.subscriptions).toBe(['^-----!', '(^!)', '(^!)']);
    }),
  );

  it(
    'errors with what is no price or size, and leaves its source',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const frames$ = cold('s---g-d', inputs);
      const expected = '    (Ls)#';
      const error = new ColdwireError('protocol-violation', { what: 'price or size of a level' });
      expectObservable(frames$.pipe(followBook(options), words)).toBe(expected, outputs, error);
      expectSubscriptions(frames$.subscriptions).toBe('^---!');
    }),
  );

  it(
    'never tells a book whose checksum is wrong or missing',
    marbles(({ cold, expectObservable }) => {
      const [s, d] = withChecksums([inputs['s'], inputs['d']].map((input) => (input as BookInput).frame));
      const [first, second] = [at(s as BookFrame), at(d as BookFrame)];
      const wrong = at({ ...second.frame, checksum: 1 });
      const told = (marble: string, values: Record<string, BookInput>) =>
        cold(marble, values).pipe(followBook({ ...options, rule: checksummed }), words);
      expectObservable(told('s---d|', { s: first, d: second })).toBe('(Ls)d|', outputs);
      const mismatch = { symbol: 'BTC/USD', expected: 1, actual: second.frame.checksum ?? 0 };
      expectObservable(told('s---d|', { s: first, d: wrong })).toBe(
        '(Ls)#',
        outputs,
        new ColdwireError('checksum-mismatch', mismatch),
      );
      expectObservable(told('s---d|', { s: first, d: inputs['d'] as BookInput })).toBe(
        '(Ls)#',
        outputs,
        new ColdwireError('protocol-violation', { what: 'checksum of a book' }),
      );
      expectObservable(told('s|', { s: inputs['s'] as BookInput })).toBe(
        '#',
        outputs,
        new ColdwireError('protocol-violation', { what: 'checksum of a book' }),
      );
    }),
  );

  it(
    'errors with a book that is crossed or locked, by a delta or from the start',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const byDelta$ = cold('s---x-u', inputs);
      expectObservable(byDelta$.pipe(followBook(options), words)).toBe('(Ls)#', outputs, crossed('7', '6'));
      expectSubscriptions(byDelta$.subscriptions).toBe('^---!');
      expectObservable(cold('s---l-u', inputs).pipe(followBook(options), words)).toBe(
        '(Ls)#',
        outputs,
        crossed('6.0', '6'),
      );
      expectObservable(cold('X', inputs).pipe(followBook(options), words)).toBe('#', outputs, crossed('7', '6'));
    }),
  );

  it(
    'waits a crossed or locked book out where told to: stale once, and live with the first that is uncrossed',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const frames$ = cold('s---x-y-d-u---d---x|', inputs);
      const expected = '    (Ls)C-----(Lu)d---C|';
      const values = { ...outputs, u: '4.5/6', d: '4.5/6' };
      expectObservable(frames$.pipe(followBook(tolerant), words)).toBe(expected, values);
      expectSubscriptions(frames$.subscriptions).toBe('^------------------!');
      expectObservable(cold('s---l-u---d|', inputs).pipe(followBook(tolerant), words)).toBe('(Ls)C-(Lu)d|', outputs);
    }),
  );

  it(
    'is stale from the start where the snapshot is crossed, and live later all the same',
    marbles(({ cold, expectObservable }) => {
      expectObservable(
        cold('X-u', { ...inputs, u: at(delta({ bids: ['7 x 0'] })) }).pipe(followBook(tolerant), words),
      ).toBe('C-(Lu)', { ...outputs, u: '-/6' });
      expectObservable(cold('X-S', inputs).pipe(followBook(tolerant), words)).toBe('C-(LS)', outputs);
    }),
  );

  it(
    'verifies also while crossed',
    marbles(({ cold, expectObservable }) => {
      const [s, x, u] = withChecksums(
        [inputs['s'], inputs['x'], inputs['u']].map((input) => (input as BookInput).frame),
      );
      const follow = followBook({ ...tolerant, rule: checksummed });
      const values = { s: at(s as BookFrame), x: at(x as BookFrame), u: at(u as BookFrame) };
      expectObservable(cold('s---x-u', values).pipe(follow, words)).toBe('(Ls)C-(Lu)', outputs);
      const wrong = { ...values, u: at({ ...values.u.frame, checksum: 1 }) };
      const error = new ColdwireError('checksum-mismatch', {
        symbol: 'BTC/USD',
        expected: 1,
        actual: values.u.frame.checksum ?? 0,
      });
      expectObservable(cold('s---x-u', wrong).pipe(follow, words)).toBe('(Ls)C-#', outputs, error);
    }),
  );

  it(
    'keeps a book for each subscription',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const frames$ = cold('s---d|', inputs);
      const books$ = frames$.pipe(followBook(options), words);
      expectObservable(concat(books$, books$)).toBe('(Ls)d(Ls)d|', outputs);
      expectSubscriptions(frames$.subscriptions).toBe(['^----!', '-----^----!']);
    }),
  );

  it('stamps a book with whose it is, when it came and what it was verified by', () => {
    const [frame] = withChecksums([snapshot({ bids: ['4 x 1'] }, { time: 5 })]) as [BookFrame];
    const told: BookOutput[] = [];
    of(at(frame, 7))
      .pipe(followBook({ ...options, rule: checksummed }))
      .subscribe((news) => told.push(news));
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({
      kind: 'data',
      value: {
        kind: 'book',
        exchange: 'kraken',
        symbol: 'BTC/USD',
        unit: 'base',
        checksum: frame.checksum,
        time: 5,
        receivedAt: 7,
      },
    });
  });

  it('shows no more than the depth where the rule does not truncate', () => {
    const counts: number[] = [];
    of(at(snapshot({ asks: ['1 x 1', '2 x 1', '3 x 1'] })))
      .pipe(followBook({ ...options, depth: 2, rule: { ...unchecked, truncates: false } }))
      .subscribe((news) => news.kind === 'data' && counts.push(news.value.asks.length));
    expect(counts).toEqual([2]);
  });

  it('lets no consumer alter what another is told', () => {
    const told: BookOutput[] = [];
    from([inputs['s'], inputs['x']] as BookInput[])
      .pipe(followBook(tolerant))
      .subscribe((news) => told.push(news));
    expect(told.map(({ kind }) => kind)).toEqual(['live', 'data', 'stale']);
    for (const news of told.filter(({ kind }) => kind !== 'data')) expect(Object.isFrozen(news)).toBe(true);
  });
});

describe('a source of followBook that emits at once', () => {
  it('is left as soon as nobody listens, endless as it may be', () => {
    let pulled = 0;
    function* endless(): Generator<BookInput> {
      yield inputs['s'] as BookInput;
      for (;;) {
        pulled++;
        yield inputs['d'] as BookInput;
        if (pulled > 1000) throw new Error('nobody stopped it');
      }
    }
    const told: string[] = [];
    from(endless())
      .pipe(followBook(options), words, take(3))
      .subscribe((word) => told.push(word));
    expect([told, pulled]).toEqual([['live', '4/6', '4.5/6'], 1]);
  });

  it('is left at the first error', () => {
    const told: unknown[] = [];
    let after = 0;
    const frames$ = concat(
      of(inputs['s'] as BookInput, inputs['g'] as BookInput),
      defer(() => {
        after++;
        return EMPTY;
      }),
    );
    frames$.pipe(followBook(options), words).subscribe({
      next: (word) => told.push(word),
      error: (error: ColdwireError) => told.push(error.kind),
    });
    expect([told, after]).toEqual([['live', '4/6', 'protocol-violation'], 0]);
  });
});

describe('a consumer of followBook', () => {
  const follow = (
    frames$: Observable<BookInput>,
    onWord: (word: string, told: readonly string[]) => void,
  ): string[] => {
    const told: string[] = [];
    frames$.pipe(followBook(tolerant), words).subscribe({
      next: (word) => {
        told.push(word);
        onWord(word, told);
      },
      error: (error: unknown) => told.push(String(error)),
      complete: () => told.push('complete'),
    });
    return told;
  };
  const input = (letter: string): BookInput => inputs[letter] as BookInput;

  it('is told in order what it causes while it is being told live', () => {
    const frames$ = new Subject<BookInput>();
    const told = follow(frames$, (word) => {
      if (word === 'live') for (const letter of ['d', 'e']) frames$.next(input(letter));
    });
    frames$.next(input('s'));
    expect(told).toEqual(['live', '4/6', '4.5/6', '4.5/5.5']);
  });

  it('is told in order what it causes while it is being told stale', () => {
    const frames$ = new Subject<BookInput>();
    const told = follow(frames$, (word) => {
      if (word === 'stale crossed') frames$.next(input('u'));
    });
    for (const letter of ['s', 'x', 'd']) frames$.next(input(letter));
    expect(told).toEqual(['live', '4/6', 'stale crossed', 'live', '4/6', '4.5/6']);
  });

  it('is told the book it was promised before an end it causes', () => {
    const frames$ = new Subject<BookInput>();
    const told = follow(frames$, (word) => {
      if (word === 'live') frames$.complete();
    });
    frames$.next(input('s'));
    expect(told).toEqual(['live', '4/6', 'complete']);
  });

  it('harms only itself by throwing', () => {
    const unhandled: unknown[] = [];
    const { onUnhandledError } = config;
    config.onUnhandledError = (error) => unhandled.push(error);
    // rxjs reports what a consumer throws by a timer.
    jest.useFakeTimers();
    try {
      const frames$ = new Subject<BookInput>();
      const told = follow(frames$, () => {
        throw new Error('consumer');
      });
      const others = follow(frames$, () => {});
      for (const letter of ['s', 'd']) frames$.next(input(letter));
      jest.runAllTimers();
      expect(others).toEqual(['live', '4/6', '4.5/6']);
      expect(told).toEqual(others);
      expect(unhandled).toEqual(others.map(() => new Error('consumer')));
    } finally {
      jest.useRealTimers();
      config.onUnhandledError = onUnhandledError;
    }
  });
});
