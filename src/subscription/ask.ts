import type { Subject } from 'rxjs';
import type { Asked } from './askFrames.ts';

/** An ask with who waits for its answer. */
export interface Ask extends Asked {
  readonly answer$: Subject<'sent' | 'acknowledged'>;
}
