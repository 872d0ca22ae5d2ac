import { catchError, map, mergeMap, type Observable, throwError, timeout } from 'rxjs';
import type { BookInput } from '../book/followBook.ts';
import { decoderOf } from '../codec/jsonCodec.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { RestSnapshot } from '../protocol/bookRule.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Topic } from '../protocol/topic.ts';
import { venueWords } from '../protocol/venueWords.ts';
import { redactUrl } from '../transport/redactUrl.ts';
import { askRest } from './askRest.ts';
import type { ClientSettings, Origins } from './options.ts';
import { pacedRest } from './pacedRest.ts';
import { presentOrigins, restUrlOf } from './restUrlOf.ts';

/** What snapshots are asked with. */
type SnapshotSettings = Pick<
  ClientSettings,
  'http' | 'clock' | 'scheduler' | 'ackTimeout' | 'environment' | 'url' | 'restUrl' | 'limitsOf' | 'backoff'
>;

/**
 * Asks a dialect's REST side for the snapshots of books: each on subscribe, once, when the limits of that side let it.
 *
 * Errors with `dial-failed` where there is no answer or one that is none, then with `subscription-rejected` where the venue's
 * rule says so; with `ack-timeout` where the answer takes longer than `ackTimeout`, the wait for its turn not counted; with
 * `protocol-violation` where it cannot be read. Where the venue asks to wait, nothing is asked of that side meanwhile.
 * Unsubscribing gives the place up, or leaves the request.
 */
export function bookSnapshots(
  dialect: Dialect,
  settings: SnapshotSettings,
): (rule: RestSnapshot, topic: Topic) => Observable<BookInput> {
  const { clock, scheduler, ackTimeout } = settings;
  const paced = pacedRest(dialect, settings);
  const decode = decoderOf(dialect.codec);
  return (rule, { key, subscription }) => {
    const overdue = (): Error => new ColdwireError('ack-timeout', { subscription: key, timeout: ackTimeout });
    const refusalOf = (status: number, body: string): Error | undefined => {
      const words = rule.refusal?.(status, body);
      return words === undefined ? undefined : refused(key, words);
    };
    const read = (body: string): BookInput['frame'] => {
      try {
        return rule.read(decode(body));
      } catch (cause) {
        if (isColdwireError(cause, 'subscription-rejected')) throw refused(key, cause.context.reason);
        const { length } = body;
        throw new ColdwireError('protocol-violation', { what: 'snapshot of a book', length }, { cause });
      }
    };
    const ask = (restUrl: Origins | undefined): Observable<BookInput> => {
      const request = rule.request(subscription, settings.environment);
      const url = restUrlOf(request.url, dialect, { ...settings, restUrl });
      return askRest({ ...request, url }, { ...settings, refusalOf }).pipe(
        timeout({ first: ackTimeout, scheduler, with: () => throwError(overdue) }),
        catchError((error: unknown) => throwError(() => knownError(error, url))),
        map((body) => ({ frame: read(body), receivedAt: clock.wall(), fetched: true })),
      );
    };
    const asked$ = presentOrigins(settings).pipe(mergeMap(({ restUrl }) => ask(restUrl)));
    const { weight = 1 } = rule;
    return paced(asked$, { lane: 'snapshot', weight });
  };
}

/** A stranger's error may repeat what was asked with: that there was one is told. */
function knownError(error: unknown, url: string): Error {
  return isColdwireError(error) ? error : new ColdwireError('dial-failed', { url: redactUrl(url) });
}

function refused(subscription: string, words: string | undefined): Error {
  const reason = venueWords(words, 'no such book');
  return new ColdwireError('subscription-rejected', { subscription, reason, permanent: true });
}
