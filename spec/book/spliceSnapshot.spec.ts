import { describe, expect, it } from '@jest/globals';
import { defer, map, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import type { BookInput } from '../../src/book/followBook.ts';
import { type SpliceOptions, spliceSnapshot } from '../../src/book/spliceSnapshot.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { numbered, snapshot } from './bookSamples.ts';

const input = (text: string): BookInput => ({ frame: numbered(text), receivedAt: 0 });
/** Deltas by letter, one change each: a 11, b 12, c 13, ... S is a snapshot of change 40 in band. */
const inputs: Readonly<Record<string, BookInput>> = {
  ...Object.fromEntries('abcdefgh'.split('').map((letter, index) => [letter, input(`${11 + index}-${11 + index}`)])),
  S: input('=40'),
};
/** What REST may answer: snapshots of the changes 8, 10, 12 and 20. */
const answers = { O: input('=8'), A: input('=10'), C: input('=12'), K: input('=20') };

/** An input in a word: its last change, `=` before one that was fetched, `+` after one with more behind it. */
const words = map(
  ({ frame, fetched, more }: BookInput): string =>
    `${fetched === true ? '=' : ''}${frame.last ?? ''}${more === true ? '+' : ''}`,
);
const told = { a: '11', b: '12', c: '13', d: '14', e: '15', S: '40', A: '=10', C: '=12', K: '=20' };

type Changes = Partial<Omit<SpliceOptions, 'snapshot$'>>;

/** Spliced with what each request for a snapshot finds in turn. */
function spliced(
  { scheduler }: MarbleHelpers,
  source$: Observable<BookInput>,
  asked: readonly Observable<BookInput>[],
  more: Changes = {},
) {
  const retries: unknown[] = [];
  let requests = 0;
  const options: SpliceOptions = {
    rule: { splice: 'range' },
    symbol: 'A',
    ready$: of('ready'),
    snapshot$: defer(() => asked[requests++] ?? throwError(() => new ColdwireError('unsupported'))),
    backoff: { base: 4, cap: 16 },
    scheduler,
    random: () => 0,
    onRetry: (error) => retries.push(error),
    ...more,
  };
  return { spliced$: source$.pipe(spliceSnapshot(options), words), retries };
}

const gap = (expected: string, received: string) =>
  new ColdwireError('sequence-gap', { symbol: 'A', expected, received });

describe('spliceSnapshot', () => {
  it(
    'holds deltas until the snapshot is there, drops those in it, and passes the rest at once behind it',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions } = helpers;
      const source$ = hot('   -a-b-c----d-|', inputs);
      const snapshot$ = cold('------C', answers);
      const expected = '      ------(Cc)d-|';
      expectObservable(spliced(helpers, source$, [snapshot$]).spliced$).toBe(expected, { ...told, C: '=12+' });
      expectSubscriptions(source$.subscriptions).toBe('  ^-----------!');
      expectSubscriptions(snapshot$.subscriptions).toBe('^-----------!');
    }),
  );

  it(
    'passes a snapshot that has all there was, and goes on with the deltas',
    marbles((helpers) => {
      const { cold, hot, expectObservable } = helpers;
      const source$ = hot('   -a-b--c-|', inputs);
      const snapshot$ = cold('----C', answers);
      expectObservable(spliced(helpers, source$, [snapshot$]).spliced$).toBe('----C-c-|', told);
      const quiet$ = hot('    ------c-|', inputs);
      expectObservable(spliced(helpers, quiet$, [snapshot$]).spliced$).toBe('----C-c-|', told);
    }),
  );

  it(
    'asks once the deltas are on their way, and the patience for one in band is over',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions } = helpers;
      const source$ = hot('   ---------|', inputs);
      const ready$ = cold('   --r-r----', inputs);
      const snapshot$ = cold('-C', answers);
      expectObservable(spliced(helpers, source$, [snapshot$], { ready$ }).spliced$).toBe('---C-----|', told);
      const patient = { ready$, rule: { splice: 'range', patience: 3 } } as const;
      expectObservable(spliced(helpers, source$, [snapshot$], patient).spliced$).toBe('   ------C--|', told);
      expectSubscriptions(snapshot$.subscriptions).toBe(['--^------!', '-----^---!']);
    }),
  );

  it(
    'asks again, after a pause, for a snapshot that is too old to follow on',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions, flush } = helpers;
      const source$ = hot('a-b--------------|', inputs);
      const old$ = cold('  -O', answers);
      const expected = '   -----------(Aab)-|';
      const { spliced$, retries } = spliced(helpers, source$, [old$, old$, cold('-A', answers)]);
      expectObservable(spliced$).toBe(expected, { A: '=10+', a: '11+', b: '12' });
      expectSubscriptions(old$.subscriptions).toBe(['^!', '-----^!']);
      flush();
      expect(retries).toEqual([gap('9', '11'), gap('9', '11')]);
    }),
  );

  it(
    'asks again when an answer fails, not before the venue wishes',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions, flush } = helpers;
      const busy = new ColdwireError('dial-failed', { status: 429, retryAfterMs: 9 });
      const source$ = hot('---------a---------------|', inputs);
      const lost$ = cold(' -#', answers, new ColdwireError('dial-failed'));
      const busy$ = cold('      -#', answers, busy);
      const good$ = cold('                -A', answers);
      const expected = '   ----------------(Aa)-----|';
      const { spliced$, retries } = spliced(helpers, source$, [lost$, busy$, good$]);
      expectObservable(spliced$).toBe(expected, { A: '=10+', a: '11' });
      expectSubscriptions(good$.subscriptions).toBe('---------------^---------!');
      flush();
      expect(retries).toEqual([new ColdwireError('dial-failed'), busy]);
    }),
  );

  it(
    'asks again for a snapshot that does not say of which change it is',
    marbles((helpers) => {
      const { cold, hot, expectObservable } = helpers;
      const source$ = hot('  a---------|', inputs);
      const nameless$ = cold('-n', { n: { ...input('=10'), frame: snapshot({}) } });
      const good$ = cold('        -A', answers);
      const expected = '     ------(Aa)|';
      expectObservable(spliced(helpers, source$, [nameless$, good$]).spliced$).toBe(expected, { A: '=10+', a: '11' });
    }),
  );

  it(
    'fails with what no asking again can mend',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions } = helpers;
      for (const kind of ['subscription-rejected', 'unsupported', 'invalid-options'] as const) {
        const source$ = hot('a---b|', inputs);
        const refused$ = cold('--#', answers, new ColdwireError(kind));
        expectObservable(spliced(helpers, source$, [refused$]).spliced$).toBe('--#', {}, new ColdwireError(kind));
        expectSubscriptions(source$.subscriptions).toBe('                      ^-!');
      }
    }),
  );

  it(
    'fails once more deltas wait than the limit',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions } = helpers;
      const source$ = hot('a-b-c-d|', inputs);
      const never$ = cold('-------', answers);
      const error = new ColdwireError('overflow', { limit: 2, what: 'changes before their snapshot' });
      const rule = { splice: 'range', limit: 2 } as const;
      expectObservable(spliced(helpers, source$, [never$], { rule }).spliced$).toBe('----#', {}, error);
      expectSubscriptions(never$.subscriptions).toBe('                       ^---!');
    }),
  );

  it(
    'forgets what is held once the venue counts anew: no snapshot to come is older',
    marbles((helpers) => {
      const { cold, hot, expectObservable } = helpers;
      const anew = { x: input('90>91'), y: input('91>11'), z: input('11>13') };
      const source$ = hot('   -x-y-z----|', anew);
      const snapshot$ = cold('------C', answers);
      const expected = '      ------(Cz)|';
      const { spliced$, retries } = spliced(helpers, source$, [snapshot$], { rule: { splice: 'previous-range' } });
      expectObservable(spliced$).toBe(expected, { C: '=12+', z: '13' });
      helpers.flush();
      expect(retries).toEqual([]);
    }),
  );

  it(
    'needs no answer once a snapshot has come in band',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions } = helpers;
      const source$ = hot('  -a-S-b-S-|', inputs);
      const snapshot$ = cold('------A', answers);
      expectObservable(spliced(helpers, source$, [snapshot$]).spliced$).toBe('---S-b-S-|', told);
      expectSubscriptions(snapshot$.subscriptions).toBe('                   ^--!');
    }),
  );

  it(
    'ends with its source, and leaves the request with it or with its subscriber',
    marbles((helpers) => {
      const { cold, hot, expectObservable, expectSubscriptions } = helpers;
      const never$ = cold('----------', answers);
      const lost$ = hot('  -a-#', inputs, 'lost');
      expectObservable(spliced(helpers, lost$, [never$]).spliced$).toBe('      ---#', {}, 'lost');
      expectObservable(spliced(helpers, hot('-a|', inputs), [never$]).spliced$).toBe('--|');
      expectObservable(spliced(helpers, NEVER, [never$]).spliced$, '           ^----!').toBe('-');
      const old$ = cold('O', answers);
      expectObservable(spliced(helpers, hot('a', inputs), [old$, never$]).spliced$, '^-!').toBe('-');
      expectSubscriptions(never$.subscriptions).toBe(['^--!', '^-!', '^----!']);
    }),
  );

  it(
    'keeps the order where deltas come while it passes on what it held',
    marbles((helpers) => {
      const source$ = new Subject<BookInput>();
      const go$ = new Subject<void>();
      const { spliced$ } = spliced(helpers, source$, [go$.pipe(map(() => answers.A))]);
      const heard: string[] = [];
      spliced$.subscribe((word) => {
        heard.push(word);
        if (word.startsWith('=')) source$.next(inputs['b'] as BookInput);
        if (word.startsWith('12')) source$.next(inputs['c'] as BookInput);
      });
      source$.next(inputs['a'] as BookInput);
      go$.next();
      source$.next(inputs['d'] as BookInput);
      helpers.expectObservable(of(heard)).toBe('(a|)', { a: ['=10+', '11+', '12', '13', '14'] });
    }),
  );
});
