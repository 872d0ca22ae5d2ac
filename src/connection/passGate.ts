import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  take,
  tap,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import type { Signatory } from '../auth/credentialsOf.ts';
import { loginOf } from '../auth/loginOf.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Signing } from '../protocol/auth.ts';
import type { GateAnswer, GateContext, GateExpectation, GateStep, SignedContext } from '../protocol/gate.ts';
import type { Connection } from './connection.ts';
import { judging } from './judging.ts';
import type { ConnectionSettings } from './options.ts';

/** What a gate is passed with. */
export interface GateTools
  extends Pick<ConnectionSettings<never>, 'scheduler' | 'clock' | 'counters' | 'onUndecodable'> {
  /** Who logs in, and how it is signed. Without it login steps are left out. */
  readonly login?: { readonly signatory: Signatory; readonly signing: Signing } | undefined;
}

const STEP_TIMEOUT = 10_000;
/** A refused login is never tried again sooner, whatever the venue says, in milliseconds. */
const SOON = 30_000;

/** The longest that the steps may take together, in milliseconds. */
export function gateTimeout(steps: readonly GateStep[]): number {
  return steps.reduce((sum, step) => sum + (step.kind === 'pause' ? step.for : (step.timeout ?? STEP_TIMEOUT)), 0);
}

/**
 * Takes the steps of a ready gate, in order, on subscribe; what they say waits for the budgets in the lane `auth`, and is made, and
 * signed, when it is said. Completes when
 * all are done. Errors with `authentication-failed` when one is refused, `ack-timeout` when one is not done in time, and what
 * keeps one from being said. On a connection that is over nothing more happens.
 */
export function passGate<M>(steps: readonly GateStep<M>[], connection: Connection<M>, tools: GateTools): Observable<M> {
  const { scheduler, clock, login } = tools;
  const { say, messageThat } = talkOver(connection, tools);
  return defer(() => {
    let heard: M | undefined;
    const context = (): GateContext<M> => ({ id: connection.nextId(), time: clock.wall(), heard });
    const stepOf = (step: GateStep<M>): Observable<M> => {
      switch (step.kind) {
        case 'pause':
          return timer(step.for, scheduler).pipe(ignoreElements());
        case 'expect':
          return messageThat((message) => step.message(message), step);
        case 'send':
          return say(
            defer(() => of(context())),
            step,
          );
        case 'login':
          return login === undefined
            ? EMPTY
            : say(
                defer(() => signed(login, context(), step)),
                step,
              );
      }
    };
    return concat(...steps.map((step) => timed(step, scheduler, () => stepOf(step)))).pipe(
      tap((message) => {
        heard = message;
      }),
    );
  });
}

/** How steps speak and listen. */
interface GateTalk<M> {
  /** The first message that passes; never, where the connection ends before. */
  messageThat(passes: (message: M) => boolean, step: GateAnswer<M>): Observable<M>;
  /** Says a step's message, made when its turn has come, and waits for what answers it. */
  say<C extends GateContext<M>>(made$: Observable<C>, step: Speaking<M, C>): Observable<M>;
}

function talkOver<M>(connection: Connection<M>, tools: GateTools): GateTalk<M> {
  const judge = judging(tools);
  const assertWelcome = ({ refused }: GateAnswer<M>, message: M): void => {
    const refusal = refused && judge(refused, undefined)(message);
    if (refusal === undefined) return;
    const { reason, retryAfterMs } = refusal;
    throw new ColdwireError('authentication-failed', {
      reason: tools.login?.signatory.redact(reason) ?? reason,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.max(retryAfterMs, SOON) }),
    });
  };
  /** A refusal that no step has judged: asking again as the same would be refused again. */
  const unwelcome = (error: unknown): unknown => {
    if (!isColdwireError(error, 'request-rejected')) return error;
    const { reason = 'refused' } = error.context;
    return new ColdwireError('authentication-failed', { reason: tools.login?.signatory.redact(reason) ?? reason });
  };
  const messageThat = (passes: (message: M) => boolean, step: GateAnswer<M>): Observable<M> =>
    concat(connection.messages$, NEVER).pipe(
      tap((message) => assertWelcome(step, message)),
      filter(judge(passes, false)),
      take(1),
    );
  const say = <C extends GateContext<M>>(made$: Observable<C>, step: Speaking<M, C>): Observable<M> => {
    const { expect, timeout: within = STEP_TIMEOUT } = step;
    // By the id: it is the step's timeout that ends the wait, not the request's.
    if (expect === 'reply')
      return made$.pipe(
        mergeMap((said) =>
          connection.request(step.message(said), {
            id: said.id,
            timeout: 2 * within,
            idempotent: true,
            lane: 'auth',
            // The step knows more of a refusal than the rule for all requests: whether it may pass.
            refusals: step.refused === undefined ? 'error' : 'reply',
          }),
        ),
        tap((reply) => assertWelcome(step, reply)),
        catchError((error: unknown) => throwError(() => unwelcome(error))),
      );
    let said: C | undefined;
    const message = (made: C): unknown => {
      said = made;
      return step.message(made);
    };
    const send$ = connection.sendInTurn(() => made$.pipe(map(message)), { lane: 'auth' });
    // Listening comes first: an answer at once is not missed.
    return expect === undefined
      ? send$
      : merge(
          messageThat((answer) => said !== undefined && expect(answer, said), step),
          send$,
        );
  };
  return { messageThat, say };
}

/** A step that speaks. */
type Speaking<M, C> = GateAnswer<M> & { message(said: C): unknown; readonly expect?: GateExpectation<M, C> };

function signed<M>(
  { signatory, signing }: NonNullable<GateTools['login']>,
  context: GateContext<M>,
  step: Extract<GateStep<M>, { kind: 'login' }>,
): Observable<SignedContext<M>> {
  const said = { ...context, ...loginOf(signatory, context.time) };
  return signatory.sign(step.sign(said), signing).pipe(map((signature) => ({ ...said, signature })));
}

/** A step within its time. */
function timed<M>(step: GateStep<M>, scheduler: SchedulerLike, take$: () => Observable<M>): Observable<M> {
  const step$ = defer(take$);
  if (step.kind === 'pause') return step$;
  const { timeout: first = STEP_TIMEOUT } = step;
  const overdue = (): Observable<never> => throwError(() => new ColdwireError('ack-timeout', { timeout: first }));
  return step$.pipe(timeout({ first, scheduler, with: overdue }));
}
