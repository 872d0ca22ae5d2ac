import { type SchedulerLike, Subscription } from 'rxjs';
import { isNodeSocket, type RuntimeSocket, readyStates } from './runtimeSocket.ts';

/** How patiently to end a socket. */
export interface HangUpOptions {
  /** Milliseconds the peer has to answer the close. */
  readonly closeTimeout: number;
  readonly scheduler: SchedulerLike;
}

/**
 * Ends a socket whatever its state: aborts a dial, closes (1000) an open socket and terminates it when it has not closed
 * within `closeTimeout`. Once it is closed no timer and no listener is left. Where the runtime cannot terminate, as
 * browsers, the runtime's own timeout rules.
 */
export function hangUp(socket: RuntimeSocket, { closeTimeout, scheduler }: HangUpOptions): void {
  if (socket.readyState === readyStates.closed) return;
  // Aborting a dial makes `ws` emit an 'error', which unheard would end the process.
  const ignore = (): void => {};
  const timer = isNodeSocket(socket) ? scheduler.schedule(() => socket.terminate(), closeTimeout) : Subscription.EMPTY;
  const closed = (): void => {
    timer.unsubscribe();
    socket.removeEventListener('error', ignore);
    socket.removeEventListener('close', closed);
  };
  socket.addEventListener('error', ignore);
  socket.addEventListener('close', closed);
  if (isNodeSocket(socket) && socket.readyState === readyStates.connecting) socket.terminate();
  else socket.close(1000);
}
