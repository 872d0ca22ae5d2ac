import {
  catchError,
  combineLatest,
  defer,
  identity,
  map,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  take,
  throwError,
  timeout,
} from 'rxjs';
import type { Credentials, Signatory } from '../auth/credentialsOf.ts';
import { loginOf } from '../auth/loginOf.ts';
import { decoderOf } from '../codec/jsonCodec.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Lane } from '../protocol/lane.ts';
import type { QueryContext, RestQuery } from '../protocol/query.ts';
import { rejectionWords } from '../protocol/rejectionWords.ts';
import { askRest } from './askRest.ts';
import type { ClientSettings } from './options.ts';
import { originNamed } from './originNamed.ts';
import { pacedRest } from './pacedRest.ts';
import { each } from './presentSettings.ts';
import { type PresentOrigins, presentOrigins, restUrlOf } from './restUrlOf.ts';

/** By what REST is asked. */
export type RestSettings = Pick<
  ClientSettings,
  | 'environment'
  | 'url'
  | 'restUrl'
  | 'credentials'
  | 'http'
  | 'clock'
  | 'scheduler'
  | 'requestTimeout'
  | 'limitsOf'
  | 'backoff'
>;

const NOBODY = { nonce: 0, key: '', uid: undefined, passphrase: undefined };

/**
 * Asks REST what a query says, signed where it says so, and emits the answer as its dialect decodes it. Errors with
 * `request-rejected` where the query calls it a refusal, with `reply-timeout` after `requestTimeout`, the wait for the limits of
 * that side and for what was signed before included, and as {@link askRest} does. Where the venue asks to wait, nothing is asked of
 * that side meanwhile.
 */
export function restReply(
  query: RestQuery<unknown>,
  dialect: Dialect,
  settings: RestSettings,
  lane: Lane,
): Observable<unknown> {
  const { environment, clock, scheduler, requestTimeout } = settings;
  const decode = decoderOf(dialect.codec);
  const refusalIn = (reply: unknown, status: number): Error | undefined => {
    const rejection = query.rejectionOf?.(reply, status);
    return rejection && new ColdwireError('request-rejected', rejectionWords(rejection));
  };
  /** A failure may come in any form, a page for readers too. */
  const refusalOf = (status: number, body: string): Error | undefined => {
    try {
      return refusalIn(decode(body), status);
    } catch {
      return undefined;
    }
  };
  // A token is got by somebody, even where nothing is signed for it.
  const isPrivate = query.sign !== undefined || lane === 'auth';
  const asked = (door: PresentDoor): Observable<string> => {
    const time = clock.wall();
    const pass = isPrivate ? passOf(dialect, environment, door) : undefined;
    const signatory = pass?.();
    const who = signatory === undefined ? { time, ...NOBODY } : loginOf(signatory, time);
    const context: QueryContext = { environment, ...who, signature: '' };
    const signature$ =
      signatory === undefined || dialect.auth === undefined || query.sign === undefined
        ? of('')
        : signatory.sign(query.sign(context), dialect.auth);
    return signature$.pipe(
      mergeMap((signature) => {
        const request = query.request({ ...context, signature });
        const url = restUrlOf(request.url, dialect, { environment, ...door });
        pass?.(url);
        return askRest({ ...request, url }, { ...settings, refusalOf });
      }),
    );
  };
  const { weight = 1 } = query;
  const paced = pacedRest(dialect, settings);
  return presentDoor(settings, isPrivate).pipe(
    mergeMap((door) => {
      const asked$ = defer(() => asked(door));
      return paced(asked$, { lane, weight }, inOrder(query, dialect, door));
    }),
    map((body) => {
      const reply = decode(body);
      const error = refusalIn(reply, 200);
      if (error !== undefined) throw error;
      return reply;
    }),
    timeout({
      first: requestTimeout,
      scheduler,
      with: () => throwError(() => new ColdwireError('reply-timeout', { timeout: requestTimeout })),
    }),
    catchError((error: unknown) => throwError(() => knownError(error))),
  );
}

/** What the options say of REST at one time, and as whom it is asked. */
type PresentDoor = PresentOrigins & { readonly credentials: Credentials | undefined };

/** Signed one after the other, where the venue wants to hear it in that order. */
function inOrder<T>(
  { sign }: RestQuery<unknown>,
  { auth }: Dialect,
  { credentials }: PresentDoor,
): MonoTypeOperatorFunction<T> {
  return auth?.isOrdered === true && sign !== undefined && credentials !== undefined ? credentials.inOrder() : identity;
}

/** Who nobody asks for is not waited for. */
function presentDoor(settings: RestSettings, isPrivate: boolean): Observable<PresentDoor> {
  const credentials$ = isPrivate ? each(settings.credentials) : of(undefined);
  return combineLatest([presentOrigins(settings), credentials$]).pipe(
    take(1),
    map(([origins, credentials]) => ({ ...origins, credentials })),
  );
}

/** A stranger's error may repeat what was asked with, credentials too: that there was one is told. */
function knownError(error: unknown): Error {
  return isColdwireError(error) ? error : new ColdwireError('dial-failed');
}

/**
 * Lets credentials see the urls of a dialect's REST side: where the options say it is, or else the venue's own and what the
 * dialect names beside it, unless the options lead its sockets elsewhere. Throws `invalid-options` for any other.
 */
function passOf(
  dialect: Dialect,
  environment: RestSettings['environment'],
  { url, restUrl, credentials }: PresentDoor,
): (asked?: string) => Signatory {
  const { name, auth, rest } = dialect;
  if (auth === undefined || credentials === undefined)
    throw new ColdwireError('invalid-options', { option: 'credentials', expected: `what ${name} signs with` });
  const own = originNamed(name, restUrl) ?? originNamed(name, url);
  const origins = own === undefined ? [rest?.[environment], ...(auth.origins ?? [])].filter(isText) : [own];
  const [first] = origins;
  if (first === undefined) throw new ColdwireError('unsupported', { what: `${name} over REST in ${environment}` });
  return (asked = first) => credentials.at(asked, origins);
}

function isText(origin: string | undefined): origin is string {
  return origin !== undefined;
}
