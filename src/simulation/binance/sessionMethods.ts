import type { Accounts } from '../accounts.ts';
import { isPem } from './ed25519.ts';
import type { Methods } from './method.ts';
import { done, errors, failed, type Outcome } from './outcome.ts';
import type { Product } from './product.ts';

/** Who a request socket belongs to. */
export interface Login {
  readonly account: string;
  readonly since: number;
}

/** What the methods of a socket act on. */
export interface SessionState {
  readonly connectedSince: number;
  login: Login | undefined;
  /** Whether the login is no good any more, without anybody having been told. */
  isLost: boolean;
  /** The accounts whose events are told, by the number of the subscription. */
  readonly followed: Map<number, { readonly account: string; readonly stop: () => void }>;
  /** The number of the next subscription. */
  next: number;
}

/** What they depend on. */
export interface SessionMethodsSettings {
  readonly product: Product;
  readonly state: SessionState;
  readonly accounts: Pick<Accounts, 'all'>;
  readonly now: () => number;
  /** Whether replies tell of limits. */
  readonly returnRateLimits: boolean;
  /** Tells the socket of an account under a number; returns what ends it. */
  readonly follow: (account: string, subscription: number) => () => void;
}

/** What a request socket can be asked about itself: who it belongs to, and whose events it tells (on spot). */
export function sessionMethods(settings: SessionMethodsSettings): Methods {
  const { product, state, accounts, now, returnRateLimits } = settings;
  const weight = (): number => 2;
  const status = (): Outcome =>
    done({
      apiKey: state.login?.account ?? null,
      authorizedSince: state.login?.since ?? null,
      connectedSince: state.connectedSince,
      returnRateLimits,
      serverTime: Math.floor(now()),
      userDataStream: state.followed.size > 0,
    });
  return {
    'session.logon': {
      weight,
      security: 'signed',
      answer({ account }) {
        const { secret = '' } = accounts.all.find(({ key }) => key === account) ?? {};
        if (!isPem(secret)) return failed(errors.keyType);
        state.login = { account, since: Math.floor(now()) };
        state.isLost = false;
        return status();
      },
    },
    'session.status': { weight, security: 'none', answer: status },
    'session.logout': {
      weight,
      security: 'none',
      answer() {
        state.login = undefined;
        return status();
      },
    },
    ...(product === 'spot' ? followMethods(settings) : {}),
  };
}

function followMethods({ state, follow }: SessionMethodsSettings): Methods {
  const weight = (): number => 2;
  const subscribe = (account: string): Outcome => {
    // One subscription an account, each under a number of its own.
    if ([...state.followed.values()].some((one) => one.account === account)) return failed(errors.followed);
    const subscriptionId = state.next++;
    state.followed.set(subscriptionId, { account, stop: follow(account, subscriptionId) });
    return done({ subscriptionId });
  };
  const end = (id: number): void => {
    state.followed.get(id)?.stop();
    state.followed.delete(id);
  };
  return {
    'userDataStream.subscribe': {
      weight,
      security: 'none',
      answer: () => (state.login === undefined ? failed(errors.notLoggedOn) : subscribe(state.login.account)),
    },
    'userDataStream.subscribe.signature': {
      weight,
      security: 'signed',
      answer: ({ account }) => subscribe(account),
    },
    'userDataStream.unsubscribe': {
      weight,
      security: 'none',
      answer({ params: { subscriptionId } }) {
        if (subscriptionId === undefined) [...state.followed.keys()].forEach(end);
        else if (state.followed.has(Number(subscriptionId))) end(Number(subscriptionId));
        else return failed(errors.notFollowed);
        return done({});
      },
    },
    'session.subscriptions': {
      weight,
      security: 'none',
      answer: () => done([...state.followed.keys()].map((subscriptionId) => ({ subscriptionId }))),
    },
  };
}
