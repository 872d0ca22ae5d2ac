import { describe, expect, it } from '@jest/globals';
import { config, of, throwError } from 'rxjs';
import { strangersIn } from './strangersIn.ts';

describe('strangersIn', () => {
  it('gives what was thrown where nobody hears, and leaves all as it was', () => {
    const before = [globalThis.setTimeout, config.onUnhandledError];
    const [deaf, thrown] = [new Error('nobody listens'), new Error('thrown by a listener')];
    const work = (): void => {
      throwError(() => deaf).subscribe();
      of(1).subscribe(() => {
        throw thrown;
      });
    };
    expect(strangersIn(work)).toEqual([deaf, thrown]);
    expect([globalThis.setTimeout, config.onUnhandledError]).toEqual(before);
    const stop = (): never => {
      throw deaf;
    };
    expect(() => strangersIn(stop)).toThrow(deaf);
    expect([globalThis.setTimeout, config.onUnhandledError]).toEqual(before);
  });
});
