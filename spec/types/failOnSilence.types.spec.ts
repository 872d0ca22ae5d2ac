import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable, of, throwError } from 'rxjs';
import { failOnSilence } from '../../operators/index.ts';

interface Tick {
  readonly kind: 'tick' | 'pong';
}
const ticks$: Observable<Tick> = NEVER;

describe('the types of failOnSilence', () => {
  it('are those of the source, inferred through pipe', () => {
    const result$ = ticks$.pipe(failOnSilence({ within: 1_000, isProof: ({ kind }) => kind === 'tick' }));
    expectTypeOf(result$).toEqualTypeOf<Observable<Tick>>();
  });

  it('are also what is gone on with', () => {
    const result$ = ticks$.pipe(failOnSilence({ within: 1_000, with: () => of('quiet') }));
    expectTypeOf(result$).toEqualTypeOf<Observable<Tick | string>>();
    const failing$ = ticks$.pipe(failOnSilence({ within: 1_000, with: () => throwError(() => 'quiet') }));
    expectTypeOf(failing$).toEqualTypeOf<Observable<Tick>>();
  });

  it('refuse options that are missing or none', () => {
    const refused = [
      // @ts-expect-error how long is silence?
      ticks$.pipe(failOnSilence({})),
      // @ts-expect-error a tick has no such field
      ticks$.pipe(failOnSilence({ within: 1, isProof: ({ channel }) => channel === 'trades' })),
      // @ts-expect-error a number is nothing to go on with
      ticks$.pipe(failOnSilence({ within: 1, with: () => 1 })),
    ];
    expect(refused).toHaveLength(3);
  });
});
