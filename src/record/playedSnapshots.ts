import { defer, finalize, map, type Observable, scheduled, Subject, take } from 'rxjs';
import type { BookInput } from '../book/followBook.ts';
import { decoderOf } from '../codec/jsonCodec.ts';
import type { RestSnapshot } from '../protocol/bookRule.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Topic } from '../protocol/topic.ts';
import { isAnswerTo } from './isAnswerTo.ts';
import type { RecordedTime } from './recordedTime.ts';

/** The answers of REST in a recording, for the books that wait for them. */
export interface PlayedSnapshots {
  /** Takes in a recorded answer. */
  answer(url: string, body: string): void;
  /**
   * How the books of a dialect ask: on subscribe each gets the last answer so far that would be one to what it asks, if it did
   * not get it already, else the next one. Where a recording kept no url, an answer is for the only book that waits.
   */
  askedOf(dialect: Dialect): (rule: RestSnapshot, topic: Topic) => Observable<BookInput>;
}

interface Waiting {
  readonly url: string;
  readonly body$: Subject<string>;
}

/** Most answers kept that nobody has asked for yet; of more, the first ones are forgotten. */
const KEPT = 1_000;

/** No answers as yet. */
export function playedSnapshots({ clock, scheduler }: Pick<RecordedTime, 'clock' | 'scheduler'>): PlayedSnapshots {
  const waiting = new Set<Waiting>();
  const kept = new Map<string, string>();
  const keep = (url: string, body: string): void => {
    kept.delete(url);
    kept.set(url, body);
    const [first] = kept.keys();
    if (kept.size > KEPT && first !== undefined) kept.delete(first);
  };
  const takeKept = (url: string): string | undefined => {
    const found = [...kept.keys()].findLast((one) => (one === '' ? waiting.size === 0 : isAnswerTo(url, one)));
    if (found === undefined) return undefined;
    const body = kept.get(found);
    kept.delete(found);
    return body;
  };
  const bodyFor = (url: string): Observable<string> =>
    defer(() => {
      const body = takeKept(url);
      // Not at once: the delta by which the book showed itself is still to come, and may be too late for it.
      if (body !== undefined) return scheduled([body], scheduler);
      const body$ = new Subject<string>();
      const one = { url, body$ };
      waiting.add(one);
      return body$.pipe(
        take(1),
        finalize(() => waiting.delete(one)),
      );
    });
  return {
    answer: (url, body) => {
      const all = [...waiting];
      const asked = url === '' ? all.filter(() => all.length === 1) : all.filter((one) => isAnswerTo(one.url, url));
      if (asked.length === 0) keep(url, body);
      for (const { body$ } of asked) body$.next(body);
    },
    askedOf: ({ codec }) => {
      const decode = decoderOf(codec);
      return (rule, { subscription }) =>
        defer(() => bodyFor(rule.request(subscription).url)).pipe(
          map((body) => ({ frame: rule.read(decode(body)), receivedAt: clock.wall(), fetched: true })),
        );
    },
  };
}
