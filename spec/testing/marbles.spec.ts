import { describe, expect, it } from '@jest/globals';
import { map, of, throwError, timer } from 'rxjs';
import { type MarbleHelpers, marbles } from '../../src/testing/index.ts';

class OddError extends Error {
  readonly code: number;

  constructor(message: string, code: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Expects one source to error with `actual` where `expected` was written down. */
function comparing(actual: unknown, expected: unknown): () => void {
  return marbles(({ expectObservable }) => {
    expectObservable(throwError(() => actual)).toBe('#', null, expected);
  });
}

describe('marbles', () => {
  it('passes when observables and subscriptions are as drawn', () => {
    const run = ({ cold, expectObservable, expectSubscriptions }: MarbleHelpers): void => {
      const source$ = cold('                                             -a-(b|)');
      expectObservable(source$.pipe(map((letter) => `${letter}!`))).toBe('-x-(y|)', { x: 'a!', y: 'b!' });
      expectSubscriptions(source$.subscriptions).toBe('                   ^--!');
    };
    expect(marbles(run)).not.toThrow();
  });

  it('runs only when called, anew each time', () => {
    let runs = 0;
    const test = marbles(({ expectObservable }) => {
      runs++;
      expectObservable(of(1)).toBe('(a|)', { a: 1 });
    });
    expect(runs).toBe(0);
    test();
    test();
    expect(runs).toBe(2);
  });

  it('hands out the virtual scheduler, whose time is that of the picture', () => {
    const test = marbles(({ expectObservable, scheduler }) => {
      expectObservable(timer(3, scheduler).pipe(map(() => scheduler.now()))).toBe('---(a|)', { a: 3 });
    });
    expect(test).not.toThrow();
  });

  it('fails when a value differs', () => {
    const test = marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a|')).toBe('-b|');
    });
    expect(test).toThrow('the timelines differ');
  });

  it('fails when a subscription differs', () => {
    const test = marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a|');
      expectObservable(source$).toBe('-a|');
      expectSubscriptions(source$.subscriptions).toBe('^-!');
      expectSubscriptions(source$.subscriptions).toBe(['^-!', '^-!']);
    });
    expect(test).toThrow('subscribed until 2');
  });

  it('shows both timelines frame by frame and marks where they differ', () => {
    const test = marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a- 10ms (b|)', { a: 1, b: { price: '1.0' } })).toBe('-a-c 10ms |', { a: 1, c: 'late' });
    });
    expect(test).toThrow(
      [
        'the timelines differ',
        '  frame  expected     actual',
        '      1  next 1       next 1',
        '>     3  next "late"  -',
        '>    13  -            next { price: "1.0" }',
        '>    13  -            complete',
        '>    14  complete     -',
      ].join('\n'),
    );
  });

  it('shows class, fields and cause of errors that differ', () => {
    const actual = new OddError('odd', 1, new TypeError('deep'));
    expect(comparing(actual, new OddError('odd', 2))).toThrow(
      /error OddError \{ name: "Error", message: "odd", code: 2 \} +error OddError \{ .*code: 1, cause: TypeError \{/,
    );
  });

  it.each([
    ['class', new OddError('odd', 1), Object.assign(new Error('odd'), { code: 1 })],
    ['name', Object.assign(new Error('odd'), { name: 'A' }), Object.assign(new Error('odd'), { name: 'B' })],
    ['message', new OddError('odd', 1), new OddError('even', 1)],
    ['own fields', new OddError('odd', 1), new OddError('odd', 2)],
    ['cause', new OddError('odd', 1, 'a'), new OddError('odd', 1, 'b')],
    ['presence of a cause', new OddError('odd', 1, 'a'), new OddError('odd', 1)],
    ['fields of the cause', new OddError('odd', 1, new OddError('x', 1)), new OddError('odd', 1, new OddError('x', 2))],
    ['errors held together', new AggregateError([1], 'odd'), new AggregateError([2], 'odd')],
    ['being an error', new OddError('odd', 1), { name: 'Error', message: 'odd', code: 1 }],
  ])('tells errors apart by %s', (_, actual, expected) => {
    expect(comparing(actual, expected)).toThrow('the timelines differ');
  });

  it('takes errors for equal that differ in nothing but where they were made', () => {
    const make = (): Error => new OddError('odd', 1, new TypeError('deep'));
    expect(comparing(make(), make())).not.toThrow();
  });

  it('lets a matcher in the picture judge for itself', () => {
    const run =
      (price: unknown) =>
      ({ expectObservable }: MarbleHelpers): void => {
        expectObservable(of({ price, size: 1 })).toBe('(a|)', { a: { price: expect.any(Number), size: 1 } });
      };
    expect(marbles(run(5))).not.toThrow();
    expect(marbles(run('5'))).toThrow('the timelines differ');
  });

  it('compares inner observables by their own timelines', () => {
    const test = marbles(({ cold, expectObservable }) => {
      const outer$ = (inner: string) => cold('-a|', { a: cold(inner) });
      expectObservable(outer$('--b|')).toBe('-a|', { a: cold('--b|') });
      expectObservable(outer$('--b|')).toBe('-a|', { a: cold('-b-|') });
    });
    expect(test).toThrow('the timelines differ');
  });

  it('fails a run that expects nothing', () => {
    const test = marbles(({ cold }) => {
      cold('-a|').subscribe();
    });
    expect(test).toThrow('the run expected nothing');
  });

  it('fails a run that leaves an expectation without a picture', () => {
    const test = marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a|')).toBe('-a|');
      expectObservable(cold('-b|'));
    });
    expect(test).toThrow('1 of 2 expectations were left without toBe or toEqual');
  });

  it('compares two observables by toEqual', () => {
    const run =
      (other: string) =>
      ({ cold, expectObservable }: MarbleHelpers): void => {
        expectObservable(cold('-a|')).toEqual(cold(other));
      };
    expect(marbles(run('-a|'))).not.toThrow();
    expect(marbles(run('-a-|'))).toThrow('the timelines differ');
  });

  it('passes on what the run itself throws', () => {
    const test = marbles(() => {
      throw new RangeError('mine');
    });
    expect(test).toThrow(new RangeError('mine'));
  });
});
