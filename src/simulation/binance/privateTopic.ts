import { Subscription } from 'rxjs';
import type { Connection } from '../venueSide.ts';
import type { ListenKeys } from './listenKeys.ts';
import type { Users } from './users.ts';

/** What serving listen keys depends on. */
export interface PrivateTopicSettings {
  readonly connection: Connection;
  readonly say: (name: string, text: string) => void;
  readonly listenKeys: ListenKeys;
  readonly users: Users;
  readonly now: () => number;
  /** The kinds of events that are told; all where it names none. */
  readonly kinds: readonly string[];
}

/** Tells a socket what becomes of the account of a listen key until the key ends, which it tells last. Of a key that is none: nothing. */
export function privateTopic(key: string, settings: PrivateTopicSettings): Subscription {
  const { connection, say, listenKeys, users, now, kinds } = settings;
  const account = listenKeys.accountOf(key);
  if (account === undefined) return Subscription.EMPTY;
  const tell = (event: object): void => {
    const isWanted = kinds.length === 0 || ('e' in event && kinds.includes(String(event.e)));
    if (isWanted) say(key, JSON.stringify(event));
  };
  const serving = new Subscription();
  const end = (): void => {
    serving.unsubscribe();
    say(key, JSON.stringify({ e: 'listenKeyExpired', E: Math.floor(now()), listenKey: key }));
  };
  const watch = (): void => {
    const left = listenKeys.endOf(key) - now();
    if (left <= 0) end();
    else serving.add(connection.after(left, watch));
  };
  serving.add(users.follow({ account, product: 'usdm', connection, say: tell }));
  serving.add(listenKeys.onEnd(key, end));
  watch();
  return serving;
}
