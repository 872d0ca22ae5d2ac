import { defer, map, mergeMap, type Observable, of } from 'rxjs';
import { loginOf } from '../auth/loginOf.ts';
import { anonymous, type Completion } from '../connection/completion.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { SendContext } from '../protocol/sendContext.ts';
import type { Dial } from './diallingOf.ts';

/**
 * What completes the messages of one socket of a dialect, whose dial is `present` at the time: what is private with who logged
 * in there, signed, and with a token. Errors with `invalid-options` where nobody did.
 */
export function completionOf(
  { name, auth }: Pick<Dialect, 'name' | 'auth'>,
  present: () => Dial | undefined,
  clock: Pick<Clock, 'wall'>,
): Completion {
  const { contextOf } = anonymous(clock);
  /** The token that is good for as long as the connection of that dial. */
  let kept: { readonly dial: Dial; readonly token: string } | undefined;
  let last = '';
  const tokenOf = (dial: Dial): Observable<string> => {
    if (dial.tokens === undefined) return of('');
    return kept?.dial === dial ? of(kept.token) : dial.tokens.token$;
  };
  return {
    contextOf: (leaving) => {
      const { id, isPrivate, sign } = leaving;
      if (!isPrivate || auth === undefined) return contextOf(leaving);
      return defer(() => {
        const dial = present();
        if (dial?.signatory === undefined)
          throw new ColdwireError('invalid-options', { option: 'credentials', expected: `what ${name} logs in with` });
        const { signatory } = dial;
        return tokenOf(dial).pipe(
          mergeMap((token): Observable<SendContext> => {
            last = token;
            const { uid = '', passphrase = '', ...who } = loginOf(signatory, clock.wall());
            const context = { ...who, uid, passphrase, id, token, signature: '' };
            return sign === undefined
              ? of(context)
              : signatory.sign(sign(context), auth).pipe(map((signature) => ({ ...context, signature })));
          }),
        );
      });
    },
    accepted: () => {
      const dial = present();
      if (dial !== undefined && last !== '') kept = { dial, token: last };
    },
    refused: () => {
      kept = undefined;
      present()?.tokens?.refuse(last);
    },
  };
}
