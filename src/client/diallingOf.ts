import { catchError, defer, map, mergeMap, type Observable, of, ReplaySubject, share, tap } from 'rxjs';
import type { Signatory } from '../auth/credentialsOf.ts';
import { loginOf } from '../auth/loginOf.ts';
import { sameEndpoint } from '../connection/sameEndpoint.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Endpoint } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { EndpointContext, FreshEndpoint, RestRequest } from '../protocol/freshEndpoint.ts';
import { redactUrl } from '../transport/redactUrl.ts';
import { askRest } from './askRest.ts';
import { endpointOf, overriddenOrigin, withOrigin } from './endpointOf.ts';
import type { ClientSettings } from './options.ts';
import { originNamed } from './originNamed.ts';
import { type PresentSettings, presentSettings } from './presentSettings.ts';
import { restUrlOf } from './restUrlOf.ts';
import { type TokenDesk, tokenDesk } from './tokenDesk.ts';

/** Where a socket may dial, and who it may say it is. */
export interface Dial {
  readonly endpoint: Endpoint;
  /** Absent where the dialect has no use for credentials, or can do without. */
  readonly signatory?: Signatory | undefined;
  /** Where its tokens come from, if it has any. */
  readonly tokens?: TokenDesk | undefined;
}

/** Where a dialect's sockets dial, one answer a dial. */
export interface Dialling {
  /**
   * How to dial, and anew where the options change; `undefined` while they allow no socket. Errors with `invalid-options`
   * where they cannot be meant.
   *
   * Each is, on subscribe, where to dial now. It errors with `invalid-options` where credentials are missing or may not go
   * there, and with what a socket of the dialect was given up for, dialling there with them, less than 30 s ago. Sockets that ask while
   * an endpoint is being made share it.
   */
  readonly dials$: Observable<Observable<Dial> | undefined>;
  /** Told why a socket was given up, if it was. */
  giveUp(error: Error | undefined): void;
}

/** Where it was dialled, and as whom. */
type LastDial = Pick<PresentSettings, 'credentials'> & Pick<Dial, 'endpoint'>;

/** How long what a socket was given up for is the answer to the next ones, in milliseconds. */
const SOON = 30_000;

/** How the sockets of a client dial: those of one dialect alike. */
export function diallingOf(settings: ClientSettings): (dialect: Dialect) => Dialling {
  const known = new Map<Dialect, Dialling>();
  return (dialect) => {
    const dialling = known.get(dialect) ?? diallingBy(dialect, settings);
    known.set(dialect, dialling);
    return dialling;
  };
}

function diallingBy(dialect: Dialect, settings: ClientSettings): Dialling {
  const { clock } = settings;
  const { auth, fresh } = dialect;
  let given: { readonly error: Error; readonly until: number; readonly dial: LastDial | undefined } | undefined;
  let last: LastDial | undefined;
  let fault: unknown;
  const dialBy = (now: PresentSettings): Observable<Dial> => {
    const tokens = auth?.token && tokenDesk(auth.token, dialect, { ...now, restUrl: now.restUrl });
    const base$ = defer((): Observable<Dial> => {
      const endpoint = endpointOf(dialect, now);
      last = { endpoint, credentials: now.credentials };
      if (given !== undefined && clock.monotonic() < given.until && isSameDial(given.dial, last)) throw given.error;
      return of({ endpoint, signatory: signatoryOf(dialect, now, endpoint.url), tokens });
    });
    if (fresh === undefined) return base$;
    return base$.pipe(
      mergeMap((dial) => freshDial(dial, fresh, dialect, now)),
      tap(({ endpoint }) => auth && signatoryOf(dialect, now, endpoint.url)),
      share(),
    );
  };
  return {
    dials$: presentSettings(dialect, settings).pipe(
      tap({
        error: (error) => {
          fault = error;
        },
      }),
      map((now) => now && dialBy(now)),
      share({ connector: () => new ReplaySubject(1), resetOnComplete: false }),
    ),
    giveUp: (error) => {
      // What is only repeated is no news: who asks hotly would never be let in again. What the options failed with is none
      // of the venue's: they are asked again.
      if (error !== undefined && error !== given?.error && error !== fault)
        given = { error, until: clock.monotonic() + SOON, dial: last };
    },
  };
}

function isSameDial(one: LastDial | undefined, other: LastDial): boolean {
  return one?.credentials === other.credentials && sameEndpoint(one?.endpoint, other.endpoint);
}

/** Who may log in at a url; nobody where the dialect does not ask, or can do without. */
function signatoryOf(
  dialect: Dialect,
  settings: PresentSettings,
  url: string,
  origins: readonly string[] = originsOf(dialect, settings),
): Signatory | undefined {
  const { auth } = dialect;
  if (auth === undefined) return undefined;
  const { credentials } = settings;
  if (credentials !== undefined) return credentials.at(url, origins);
  if (auth.optional === true) return undefined;
  throw new ColdwireError('invalid-options', { option: 'credentials', expected: `what ${dialect.name} logs in with` });
}

/** The origins that may see credentials: the user's own alone, where there is one. */
function originsOf(dialect: Dialect, settings: PresentSettings): readonly string[] {
  const own = overriddenOrigin(dialect, settings);
  return own === undefined ? [endpointOf(dialect, settings).url, ...(dialect.auth?.origins ?? [])] : [own];
}

function freshDial(
  { endpoint, signatory, tokens }: Dial,
  fresh: FreshEndpoint,
  dialect: Dialect,
  settings: PresentSettings,
): Observable<Dial> {
  const { auth } = dialect;
  const time = settings.clock.wall();
  const nobody = { time, nonce: Math.floor(time), key: '', uid: undefined, passphrase: undefined };
  const { environment } = settings;
  const who = { environment, endpoint, ...(signatory === undefined ? nobody : loginOf(signatory, time)) };
  const signature$ =
    auth === undefined || signatory === undefined || fresh.sign === undefined
      ? of('')
      : signatory.sign(fresh.sign({ ...who, signature: '' }), auth);
  const own = overriddenOrigin(dialect, settings);
  return signature$.pipe(
    mergeMap((signature) => {
      const context: EndpointContext = { ...who, signature };
      const request = fresh.request?.(context);
      return (request === undefined ? of('') : ask(request, dialect, settings)).pipe(
        map((body) => fresh.endpoint(context, body)),
      );
    }),
    // A stranger's error may repeat what REST said, or was asked with: its name and code are told.
    catchError((error: unknown) => {
      if (isColdwireError(error)) throw error;
      const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
      throw new ColdwireError('dial-failed', { url: redactUrl(endpoint.url) }, { cause: { name, code } });
    }),
    map((made) => ({
      endpoint: own === undefined ? made : { ...made, url: withOrigin(made.url, own) },
      signatory,
      tokens,
    })),
  );
}

function ask(request: RestRequest, dialect: Dialect, settings: PresentSettings): Observable<string> {
  const own = originNamed(dialect.name, settings.restUrl);
  const url = restUrlOf(request.url, dialect, { ...settings, restUrl: settings.restUrl });
  signatoryOf(dialect, settings, url, own === undefined ? undefined : [own]);
  return askRest({ ...request, url }, settings);
}
