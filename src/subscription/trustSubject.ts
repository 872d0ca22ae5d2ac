import { Observable, Subject, type SubjectLike } from 'rxjs';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Channel } from '../model/subscription.ts';
import type { Ticker } from '../model/values.ts';
import { isPrivateChannel } from '../protocol/channelNames.ts';
import type { PrivateValue } from '../protocol/stateRule.ts';
import { inTurn } from '../util/inTurn.ts';
import { HAPPENINGS } from './happenings.ts';
import { isEnded, stateKey } from './stateKey.ts';

/** Channels that one topic may serve together, each by values of its own kind. */
const TICKERS: ReadonlySet<Channel> = new Set<Channel>(['ticker', 'funding', 'mark']);

/**
 * A subject of feed events that tells a late subscriber how things stand: the last word on trust and, where that is
 * `live` and the channel one of states, the current value; of an account each open order, balance and position. Every subscriber hears the events in the same order, whatever
 * one of them causes while it is being told. `live` while it is live already, by another connection, is news only for who comes later.
 */
export function trustSubject<T>(): SubjectLike<FeedEvent<T>> {
  const events$ = new Subject<FeedEvent<T>>();
  let trust: FeedEvent<T> | undefined;
  let value: FeedEvent<T> | undefined;
  const states = new Map<string, FeedEvent<T>>();
  const late$ = new Observable<FeedEvent<T>>((subscriber) => {
    // What comes while the past is being told waits its turn, or it would be overtaken or lost.
    let waiting: FeedEvent<T>[] | undefined = [];
    const past = [trust, value, ...states.values()];
    const subscription = events$.subscribe({
      next: (event) => {
        if (waiting === undefined) subscriber.next(event);
        else waiting.push(event);
      },
      error: (error: unknown) => subscriber.error(error),
      complete: () => subscriber.complete(),
    });
    subscriber.add(subscription);
    for (const event of past) if (event !== undefined) subscriber.next(event);
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) subscriber.next(event);
    waiting = undefined;
  });
  return {
    next: inTurn((event) => {
      if (event.kind === 'live' && trust?.kind === 'live') {
        trust = event;
        return;
      }
      if (event.kind !== 'data') {
        trust = event;
        value = undefined;
        states.clear();
      } else if (TICKERS.has(event.subscription.channel)) states.set(kindOf(event.value), event);
      else if (isPrivateChannel(event.subscription.channel)) keep(event.value as PrivateValue, event, states);
      else if (!HAPPENINGS.has(event.subscription.channel)) value = event;
      events$.next(event);
    }),
    error: (error) => events$.error(error),
    complete: () => events$.complete(),
    subscribe: (observer) => late$.subscribe(observer),
  };
}

function kindOf(value: unknown): string {
  return (value as Partial<Ticker> | null | undefined)?.kind ?? '';
}

/** Keeps the newest state of each thing that has not ended. */
function keep<E>(value: PrivateValue, event: E, states: Map<string, E>): void {
  const key = stateKey(value);
  if (key === undefined) return;
  if (isEnded(value)) states.delete(key);
  else states.set(key, event);
}
