import { catchError, defer, map, type Observable, of, share, tap, throwError } from 'rxjs';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Codec } from '../protocol/codec.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { TokenRule } from '../protocol/tokenRule.ts';
import { type RestSettings, restReply } from './restReply.ts';

/** Where the sockets of a dialect get their token. */
export interface TokenDesk {
  /**
   * The token that is good by now, on subscribe: the one there is, or a new one, asked for once however many want it. Errors with
   * what kept it from being had; the next one who wants it asks again.
   */
  readonly token$: Observable<string>;
  /** Told that the venue did not accept a token. */
  refuse(token: string): void;
}

/** What is known beforehand of how long a token and its frame are under way, in milliseconds. */
const MARGIN = 30_000;
/** The rule reads the answer itself. */
const RAW: Codec = { kind: 'custom', decode: (frame) => frame, encode: String };
/** What is told as it is; else it is only that there was no token. */
const TOLD = ['dial-failed', 'authentication-failed', 'invalid-options', 'unsupported'] as const;

/** The tokens of a dialect, as its rule says. */
export function tokenDesk(rule: TokenRule, dialect: Dialect, settings: RestSettings): TokenDesk {
  const { clock } = settings;
  let held: { readonly token: string; readonly until: number } | undefined;
  const asked$ = defer(() => {
    const begun = clock.monotonic();
    return restReply({ ...rule, kind: 'rest', read: String }, { ...dialect, codec: RAW }, settings, 'auth').pipe(
      map((body) => rule.read(String(body))),
      tap(({ token, useWithin }) => {
        held = { token, until: begun + useWithin - Math.min(MARGIN, useWithin / 10) };
      }),
      map(({ token }) => token),
      catchError((cause: unknown) =>
        throwError(() =>
          TOLD.some((kind) => isColdwireError(cause, kind)) ? cause : new ColdwireError('dial-failed', {}, { cause }),
        ),
      ),
    );
  }).pipe(share());
  return {
    token$: defer(() => (held !== undefined && clock.monotonic() < held.until ? of(held.token) : asked$)),
    refuse: (token) => {
      if (held?.token === token) held = undefined;
    },
  };
}
