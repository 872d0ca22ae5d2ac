import { Subject } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Socket } from '../transport/socket.ts';
import { firstReader } from './firstReader.ts';
import type { Line, Wire } from './wire.ts';

/** A socket in memory, from the client's end. */
export interface MemorySocket {
  readonly socket: Socket;
  readonly line: Line;
  /** The client leaves; nothing more is delivered. */
  readonly hangUp: () => void;
}

/** Opens a socket in memory. Its end by the venue is told to `fail`, before `frames$` completes. */
export function memorySocket(connect: (wire: Wire) => Line, fail: (error: ColdwireError) => void): MemorySocket {
  const pongs$ = new Subject<void>();
  let open = true;
  const end = (error: ColdwireError): void => {
    if (!open) return;
    open = false;
    fail(error);
    frames.end();
    pongs$.complete();
  };
  const frames = firstReader((error) => {
    end(error);
    line.left();
  });
  const line = connect({
    deliver: frames.deliver,
    end: (goodbye) =>
      end(
        new ColdwireError('connection-lost', {
          code: goodbye?.code ?? 1006,
          reason: goodbye?.reason ?? '',
          wasClean: goodbye !== undefined,
        }),
      ),
    // A runtime pongs by itself.
    ping: () => line.ponged(),
    hold: () => {},
  });
  const assertOpen = (): void => {
    if (!open) throw new ColdwireError('not-sent');
  };
  return {
    line,
    socket: {
      frames$: frames.frames$,
      bufferedAmount: 0,
      send(frame) {
        assertOpen();
        line.receive(frame);
      },
      ping() {
        assertOpen();
        if (line.pinged()) pongs$.next();
      },
      pongs$: pongs$.asObservable(),
    },
    hangUp() {
      if (open) frames.mute();
      open = false;
      line.left();
    },
  };
}
