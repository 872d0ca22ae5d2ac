import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { config } from 'rxjs';
import { tellerOf } from '../../src/client/tellerOf.ts';

describe('tellerOf', () => {
  afterEach(() => {
    config.onUnhandledError = null;
    jest.useRealTimers();
  });

  it('tells a function, an observer, or nobody', () => {
    const told: unknown[] = [];
    tellerOf<number>((value) => told.push(value))(1);
    tellerOf<number>({ next: (value) => told.push(value) })(2);
    tellerOf<number>(undefined)(3);
    expect(told).toEqual([1, 2]);
  });

  it('is not harmed by a listener that throws, and tells it the next all the same', () => {
    jest.useFakeTimers();
    const unhandled: unknown[] = [];
    config.onUnhandledError = (error) => unhandled.push(error);
    const told: number[] = [];
    const tell = tellerOf<number>((value) => {
      told.push(value);
      throw new Error(`no ${value}`);
    });
    tell(1);
    tell(2);
    jest.runAllTimers();
    expect(told).toEqual([1, 2]);
    expect(unhandled).toEqual([new Error('no 1'), new Error('no 2')]);
  });
});
