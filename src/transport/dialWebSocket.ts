import { Observable, type SchedulerLike, Subject } from 'rxjs';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Endpoint, Frame } from '../model/seams.ts';
import { frameInbox, type InboxBounds } from './frameInbox.ts';
import { hangUp } from './hangUp.ts';
import { type HandshakeResponse, listenToSocket } from './listenToSocket.ts';
import { makeRuntimeSocket, type RuntimeSocketSettings } from './makeRuntimeSocket.ts';
import { redactUrl } from './redactUrl.ts';
import { retryAfterMs } from './retryAfterMs.ts';
import { isNodeSocket, type RuntimeSocket, readyStates } from './runtimeSocket.ts';
import type { Socket } from './socket.ts';

/** Everything a dial depends on. */
export interface DialSettings extends Omit<RuntimeSocketSettings, 'now'> {
  readonly maxBuffered: InboxBounds;
  readonly scheduler: SchedulerLike;
}

/** Dials on subscribe, as {@link Transport} says, without a limit of its own on how long that may take. */
export function dialWebSocket(endpoint: Endpoint, settings: DialSettings): Observable<Socket> {
  return new Observable((subscriber) => {
    const { maxFrameBytes, scheduler } = settings;
    const now = (): number => scheduler.now();
    const { socket, abandon } = makeRuntimeSocket(endpoint, { ...settings, now });
    const pongs$ = new Subject<void>();
    let opened = false;
    let ended = false;
    const end = (error: unknown): void => {
      ended = true;
      subscriber.error(error);
      inbox.end();
      pongs$.complete();
    };
    const inbox = frameInbox(settings.maxBuffered, end);
    const listening = listenToSocket(socket, {
      opened: () => {
        opened = true;
        subscriber.next(socketOver(socket, inbox.frames$, pongs$));
      },
      // `ws` keeps the cap itself, before it has the whole frame in memory.
      frame: isNodeSocket(socket)
        ? inbox.deliver
        : (frame) => (frame.length > maxFrameBytes ? end(tooLong(frame.length)) : inbox.deliver(frame)),
      ponged: () => pongs$.next(),
      refused: (response) => end(refusal(endpoint, response, now())),
      broken: (error) => end(opened ? breakOf(error) : dialFailure(endpoint, error)),
      closed: ({ code, reason, wasClean }) =>
        end(
          opened
            ? // 1006 says by definition that no goodbye came, whatever a runtime makes of it.
              new ColdwireError('connection-lost', { code, reason, wasClean: wasClean && code !== 1006 })
            : dialFailure(endpoint),
        ),
    });
    return () => {
      hangUp(socket, settings);
      listening.unsubscribe();
      abandon();
      if (!ended) inbox.mute();
    };
  });
}

function socketOver(socket: RuntimeSocket, frames$: Observable<Frame>, pongs$: Subject<void>): Socket {
  const assertOpen = (): void => {
    if (socket.readyState !== readyStates.open) throw new ColdwireError('not-sent');
  };
  return {
    frames$,
    send(frame) {
      assertOpen();
      socket.send(frame);
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    ...(isNodeSocket(socket)
      ? {
          ping: () => {
            assertOpen();
            socket.ping();
          },
          pongs$: pongs$.asObservable(),
        }
      : {}),
  };
}

function dialFailure({ url }: Endpoint, cause?: unknown): ColdwireError {
  // A proxy's refusal comes this way as the error it is.
  if (isColdwireError(cause)) return cause as ColdwireError;
  return new ColdwireError('dial-failed', { url: redactUrl(url) }, cause === undefined ? {} : { cause });
}

function refusal({ url }: Endpoint, { statusCode, headers }: HandshakeResponse, now: number): ColdwireError {
  const wait = retryAfterMs(headers['retry-after'], now);
  return new ColdwireError('dial-failed', {
    url: redactUrl(url),
    status: statusCode,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/** The reason for the end of an open socket: `ws` codes what the peer did against the protocol. */
function breakOf(cause: unknown): ColdwireError {
  const { code } = cause as { readonly code?: unknown };
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return tooLong(undefined, cause);
  if (typeof code === 'string' && code.startsWith('WS_ERR_')) {
    return new ColdwireError('protocol-violation', { what: code.slice('WS_ERR_'.length) }, { cause });
  }
  return new ColdwireError('connection-lost', { code: 1006, reason: '', wasClean: false }, { cause });
}

function tooLong(length: number | undefined, cause?: unknown): ColdwireError {
  return new ColdwireError(
    'protocol-violation',
    { what: 'frame over maxFrameBytes', ...(length === undefined ? {} : { length }) },
    cause === undefined ? {} : { cause },
  );
}
