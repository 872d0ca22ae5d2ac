import { animationFrameScheduler, auditTime, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';

/** The options of {@link sampleOnFrame}. */
export interface SampleOnFrameConfig {
  /** Where the next frame is asked for. Default `animationFrameScheduler`; a runtime without frames (Node) needs another. */
  readonly scheduler?: SchedulerLike;
}

/**
 * Passes the latest value once an animation frame, for pages that draw what they are given.
 *
 * Subscribing subscribes to the source. The first value after a frame asks for the next one, at which the latest that came is
 * passed: while nothing is new no frame is asked for. When the source completes, what waits is passed at its frame, then
 * the result completes; errors pass at once and leave it out. Unsubscribing leaves the source and forgets the frame. Where
 * the scheduler has no frames to give the result errors at the first value.
 *
 * In a hidden tab the browser stops frames: nothing is passed, the latest value alone is held, and it comes with the first
 * frame once the page is shown. What must not be missed then belongs in front of this operator, as must trust: reduce
 * the events of a feed to the state that is drawn (`scan`) before sampling it.
 *
 * @example
 * ```ts
 * import { sampleOnFrame } from 'coldwire/operators';
 * import { asapScheduler, of } from 'rxjs';
 *
 * of(100, 101, 102)
 *   .pipe(sampleOnFrame({ scheduler: asapScheduler }))
 *   .subscribe(console.log); // 102
 * ```
 */
export function sampleOnFrame<T>({
  scheduler = animationFrameScheduler,
}: SampleOnFrameConfig = {}): MonoTypeOperatorFunction<T> {
  return auditTime(0, scheduler);
}
