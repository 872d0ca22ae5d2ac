import type { VenueWorld } from '../venueSide.ts';
import type { Methods } from './method.ts';
import { done, errors, failed } from './outcome.ts';

/** The listen keys of futures: who has one hears what becomes of an account, on sockets of the private entrance. */
export interface ListenKeys {
  /** Whose a key is, while it lives. */
  readonly accountOf: (key: string) => string | undefined;
  /** Calls back once when the key is no more; what to do to hear nothing is returned. */
  readonly onEnd: (key: string, ended: () => void) => () => void;
  /** When the key ends unless it is extended. */
  readonly endOf: (key: string) => number;
  /** Ends the key of an account, or all. */
  readonly expire: (account?: string) => void;
  readonly methods: Methods;
}

interface ListenKey {
  readonly key: string;
  readonly account: string;
  expiresAt: number;
  readonly ends: Set<() => void>;
}

const LIFE = 60 * 60_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** No keys. */
export function listenKeys({ now, random }: Pick<VenueWorld, 'now' | 'random'>): ListenKeys {
  const chance = random('listen keys');
  const byAccount = new Map<string, ListenKey>();
  const alive = (account: string): ListenKey | undefined => {
    const found = byAccount.get(account);
    return found !== undefined && now() < found.expiresAt ? found : undefined;
  };
  const byKey = (key: string): ListenKey | undefined => [...byAccount.values()].find((one) => one.key === key);
  const end = (found: ListenKey): void => {
    byAccount.delete(found.account);
    for (const ended of found.ends) ended();
  };
  const made = (account: string): ListenKey => ({
    key: Array.from({ length: 64 }, () => LETTERS[Math.floor(chance() * LETTERS.length)]).join(''),
    account,
    expiresAt: now() + LIFE,
    ends: new Set(),
  });
  return {
    accountOf(key) {
      const account = byKey(key)?.account;
      return account === undefined ? undefined : alive(account)?.account;
    },
    endOf: (key) => byKey(key)?.expiresAt ?? Number.NEGATIVE_INFINITY,
    onEnd(key, ended) {
      const ends = byKey(key)?.ends;
      ends?.add(ended);
      return () => void ends?.delete(ended);
    },
    expire(account) {
      for (const found of byAccount.values()) if (account === undefined || account === found.account) end(found);
    },
    methods: listenMethods({
      start(account) {
        const found = alive(account) ?? made(account);
        found.expiresAt = now() + LIFE;
        byAccount.set(account, found);
        return found.key;
      },
      extend(account) {
        const found = alive(account);
        if (found !== undefined) found.expiresAt = now() + LIFE;
        return found?.key;
      },
      stop(account) {
        const found = byAccount.get(account);
        if (found !== undefined) end(found);
      },
    }),
  };
}

/** What can be done with the key of an account. */
interface Keeping {
  readonly start: (account: string) => string;
  readonly extend: (account: string) => string | undefined;
  readonly stop: (account: string) => void;
}

function listenMethods({ start, extend, stop }: Keeping): Methods {
  const one = { weight: () => 1, security: 'key' } as const;
  return {
    'userDataStream.start': { ...one, answer: ({ account }) => done({ listenKey: start(account) }) },
    'userDataStream.ping': {
      ...one,
      answer({ account }) {
        const listenKey = extend(account);
        return listenKey === undefined ? failed(errors.listenKey) : done({ listenKey });
      },
    },
    'userDataStream.stop': {
      ...one,
      answer({ account }) {
        stop(account);
        return done({});
      },
    },
  };
}
