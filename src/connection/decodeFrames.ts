import { ignoreElements, type Observable, tap } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Frame } from '../model/seams.ts';
import { inTurn } from '../util/inTurn.ts';
import type { ConnectionSettings } from './options.ts';

/**
 * Decodes frames and delivers the messages, one at a time: what arrives while one is being delivered, because something
 * sent meanwhile is answered at once, waits for its turn, so that all who listen see the same order.
 *
 * A frame that cannot be decoded is counted, reported and dropped: it harms only itself. Emits nothing; ends as the
 * frames do.
 */
export function decodeFrames<M>(
  frames$: Observable<Frame>,
  deliver: (message: M) => void,
  { decode, counters, onUndecodable }: Pick<ConnectionSettings<M>, 'decode' | 'counters' | 'onUndecodable'>,
): Observable<never> {
  const hand = inTurn(deliver);
  return frames$.pipe(
    tap((frame) => {
      counters.framesIn++;
      let message: M;
      try {
        message = decode(frame);
      } catch (cause) {
        counters.undecodable++;
        onUndecodable(new ColdwireError('protocol-violation', { what: 'frame', length: frame.length }, { cause }));
        return;
      }
      hand(message);
    }),
    ignoreElements(),
  );
}
