import { catchError, map, tap, throwError } from 'rxjs';
import type { ConnectionSettings } from '../connection/options.ts';
import { type GateTools, gateTimeout, passGate } from '../connection/passGate.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { completionOf } from './completionOf.ts';
import type { Dial, Dialling } from './diallingOf.ts';

/** What a connection's settings owe to how one gets into the venue. */
type DoorSettings = Pick<
  ConnectionSettings<unknown>,
  'endpoint' | 'transport' | 'open' | 'openTimeout' | 'ends' | 'closes' | 'completion'
>;

/** The settings by which a socket dials, logs in, and learns that it is thrown out. */
export function doorSettings(
  dialect: Dialect,
  { dials$ }: Dialling,
  { transport, ...tools }: Omit<GateTools, 'login'> & Pick<ConnectionSettings<unknown>, 'transport'>,
): DoorSettings {
  const { gate, auth, closes } = dialect;
  // Of the dial that is under way: a socket has no other.
  let dial: Dial | undefined;
  const lost = (message: unknown): Error | undefined => {
    const reason = auth?.lost?.(message);
    // Dialled again by the backoff alone: what was accepted once may well be again.
    return reason === undefined
      ? undefined
      : new ColdwireError('authentication-failed', {
          reason: dial?.signatory?.redact(reason) ?? reason,
          retryAfterMs: 0,
        });
  };
  /** A loss whose words repeat nothing of the credentials. */
  const discreet = (error: unknown): unknown => {
    const { signatory } = dial ?? {};
    if (signatory === undefined || !isColdwireError(error, 'connection-lost')) return error;
    const { context, cause } = error;
    const reason = signatory.redact(context.reason ?? '');
    return reason === (context.reason ?? '')
      ? error
      : new ColdwireError('connection-lost', { ...context, reason }, { cause });
  };
  return {
    transport: (endpoint) => transport(endpoint).pipe(catchError((error) => throwError(() => discreet(error)))),
    endpoint: dials$.pipe(
      map(
        (dial$) =>
          dial$ &&
          (() =>
            dial$.pipe(
              tap((made) => {
                dial = made;
              }),
              map(({ endpoint }) => endpoint),
            )),
      ),
    ),
    closes,
    completion: completionOf(dialect, () => dial, tools.clock),
    ...(auth?.lost === undefined ? {} : { ends: lost }),
    ...(gate === undefined
      ? {}
      : {
          open: (connection) =>
            passGate(gate, connection, {
              ...tools,
              login: auth && dial?.signatory && { signatory: dial.signatory, signing: auth },
            }),
          openTimeout: gateTimeout(gate) + 1,
        }),
  };
}
