import { describe, expect, it } from '@jest/globals';
import { concat, defer, from, ignoreElements, NEVER, type Observable, Subject, take, VirtualTimeScheduler } from 'rxjs';
import * as operators from '../../operators/index.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { textOf } from '../house/houseImports.ts';
import { others, type Row, rows } from './conformanceRows.ts';

const titled = Object.entries(rows);
const nameOf = (title: string): string => title.replace(/ .*/, '');
const inputsOf = ({ input }: Row): readonly unknown[] => [0, 1, 2, 3, 4, 5].map(input);

/** A run of an operator, in virtual time. */
function run(apply: (scheduler: VirtualTimeScheduler) => Observable<unknown>, onResult: () => void = () => {}) {
  const scheduler = new VirtualTimeScheduler();
  const results: unknown[] = [];
  const errors: unknown[] = [];
  const result$ = apply(scheduler);
  const subscribe = () =>
    result$.subscribe({
      next: (result) => {
        results.push(result);
        onResult();
      },
      error: (error) => errors.push(error),
    });
  const pass = (ms: number): void => {
    scheduler.maxFrames = scheduler.frame + ms;
    // Without anything to do the clock would stand.
    scheduler.schedule(() => {}, ms);
    scheduler.flush();
  };
  return { scheduler, results, errors, subscribe, pass };
}

/** A run of a row on a source fed by hand. */
function fed({ apply }: Pick<Row, 'apply'>, onResult: (source$: Subject<unknown>) => void = () => {}) {
  const source$ = new Subject<unknown>();
  const started = run(
    (scheduler) => apply(source$ as Observable<unknown> as Observable<never>, scheduler),
    () => onResult(source$),
  );
  return { source$, subscription: started.subscribe(), ...started };
}

/** What comes of values that come one after the other, with time between them. */
function inTurn(apply: Row['apply'], inputs: readonly unknown[]): readonly unknown[] {
  const { source$, results, pass } = fed({ apply });
  for (const input of inputs) {
    source$.next(input);
    pass(20);
  }
  return results;
}

/** Values without end, of which nobody should take many. */
function* endless({ input }: Row): Generator {
  for (let n = 0; n < 20; n++) yield input(n);
  throw new Error('goes on reading what was left');
}

describe('the rows', () => {
  it('name every operator that the entry point exports, but those that work on no source', () => {
    const functions = Object.entries(operators)
      .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
      .map(([name]) => name);
    const named = [...titled.map(([title]) => nameOf(title)), ...others];
    expect(functions.length).toBeGreaterThan(40);
    expect(functions.filter((name) => !named.includes(name))).toEqual([]);
    expect(named.filter((name) => !functions.includes(name))).toEqual([]);
  });

  it('try every function that an option of an operator may be', () => {
    const blocks = /^export (?:interface|type) \w*(?:Bound|Config|Rules|Schedule)\b[^]*?\n\n/gm;
    const optionsOf = (name: string): readonly string[] =>
      [...textOf(`operators/${name}.ts`).matchAll(blocks)]
        .flatMap(([block]) => [...block.matchAll(/readonly (\w+)\??: \([^)]*\) =>/g)])
        .map(([, option = '']) => option);
    const tried = titled.flatMap(([title, { throwing = {} }]) =>
      Object.keys(throwing).map((option) => `${nameOf(title)} ${option}`),
    );
    const options = titled.flatMap(([title]) => optionsOf(nameOf(title)).map((option) => `${nameOf(title)} ${option}`));
    expect(options.length).toBeGreaterThan(20);
    expect(options.filter((option) => !tried.includes(option))).toEqual([]);
  });
});

describe.each(titled)('%s', (_, row) => {
  it(
    'does nothing before it is subscribed to',
    marbles(({ cold, expectSubscriptions, scheduler }) => {
      const source$ = cold<never>('-');
      row.apply(source$, scheduler);
      expectSubscriptions(source$.subscriptions).toBe([]);
    }),
  );

  it.each([[new RangeError('lost')], [undefined], [0], ['']])(
    'passes the error of its source at once, whatever it is: %p',
    (error) =>
      marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
        const source$ = cold<never>('--#', undefined, error);
        expectObservable(row.apply(source$, scheduler).pipe(ignoreElements())).toBe('--#', undefined, error);
        expectSubscriptions(source$.subscriptions).toBe('^-!');
      })(),
  );

  it(
    'ends with a source that ends without a value',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold<never>('--|');
      const result$ = row.apply(source$, scheduler).pipe(ignoreElements());
      if (row.onEmpty === undefined) expectObservable(result$).toBe('--|');
      else expectObservable(result$).toBe('--#', undefined, row.onEmpty);
      expectSubscriptions(source$.subscriptions).toBe('^-!');
    }),
  );

  it(
    'waits with a source that never emits, and leaves it when left',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold<never>('-');
      expectObservable(row.apply(source$, scheduler).pipe(ignoreElements()), '^----!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^----!');
    }),
  );

  it(
    'leaves its source between two values',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const [a, b, c] = inputsOf(row);
      const source$ = cold('a-b-c', { a, b, c });
      expectObservable(
        row.apply(source$ as Observable<unknown> as Observable<never>, scheduler).pipe(ignoreElements()),
        '^--!',
      ).toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^--!');
    }),
  );

  it('leaves no subscription and no timer behind', () => {
    const { scheduler, source$, subscription } = fed(row);
    for (const input of inputsOf(row).slice(0, 2)) source$.next(input);
    expect(source$.observed).toBe(true);
    subscription.unsubscribe();
    expect(source$.observed).toBe(false);
    expect(scheduler.actions).toEqual([]);
  });

  it('makes the same of values that come on subscribe as of such that come right after', () => {
    const after = fed(row);
    for (const input of inputsOf(row)) after.source$.next(input);
    after.pass(200);
    const onSubscribe = run((scheduler) =>
      row.apply(concat(from(inputsOf(row)), NEVER) as Observable<never>, scheduler),
    );
    onSubscribe.subscribe();
    onSubscribe.pass(200);
    expect(after.results.length).toBeGreaterThan(0);
    expect(onSubscribe.results).toEqual(after.results);
  });

  it('makes the same of values that come while a result is handed on as of such that come in turn', () => {
    const inputs = inputsOf(row);
    const left = [...inputs];
    const { source$, results, pass } = fed(row, (fed$) => {
      if (fed$.observed && left.length > 0) fed$.next(left.shift());
    });
    while (left.length > 0) {
      source$.next(left.shift());
      pass(20);
    }
    pass(200);
    expect(results).toEqual(inTurn(row.apply, inputs));
    expect(results.length).toBeGreaterThan(1);
  });

  it('begins anew for each subscriber', () => {
    const { results, subscribe, pass } = run((scheduler) =>
      row.apply(concat(from(inputsOf(row)), NEVER) as Observable<never>, scheduler),
    );
    for (let subscriber = 0; subscriber < 2; subscriber++) {
      const subscription = subscribe();
      pass(200);
      subscription.unsubscribe();
    }
    const [first, second] = [results.slice(0, results.length / 2), results.slice(results.length / 2)];
    expect(first.length).toBeGreaterThan(0);
    if (row.goesOn === true) expect(second).not.toEqual(first);
    else expect(second).toEqual(first);
  });
});

describe.each(titled.filter(([, { waits }]) => waits !== true))('%s', (_, row) => {
  it('stops reading values that come on subscribe once its consumer has left', () => {
    const values$ = defer(() => from(endless(row))) as Observable<never>;
    const { results, errors, subscribe } = run((scheduler) => row.apply(values$, scheduler).pipe(take(2)));
    subscribe();
    expect({ results: results.length, errors }).toEqual({ results: 2, errors: [] });
  });
});

describe.each(titled.filter(([, { carry }]) => carry !== undefined))('%s', (_, { apply, carry }) => {
  it('treats values that are nothing like any other', () => {
    const nothing = [0, '', false, null, undefined, Number.NaN, 0n];
    const through = carry === 'apply' || carry === undefined ? apply : carry;
    expect(inTurn(through, nothing)).toEqual(nothing);
  });
});

describe.each(
  titled.flatMap(([title, { input, throwing = {} }]) =>
    Object.entries(throwing).map(([option, apply]) => ({ title, option, input, apply })),
  ),
)('$title', ({ option, input, apply }) => {
  it(`errors with what ${option} throws, and leaves everything`, () => {
    const wrong = new Error('wrong');
    const boom = (): never => {
      throw wrong;
    };
    const { scheduler, source$, errors, pass } = fed({ apply: (source, own) => apply(source, boom, own) });
    for (const n of [0, 1]) source$.next(input(n));
    pass(10);
    source$.next(input(2));
    pass(50);
    source$.error('lost');
    pass(50);
    expect(errors).toEqual([wrong]);
    expect(source$.observed).toBe(false);
    expect(scheduler.actions).toEqual([]);
  });
});
