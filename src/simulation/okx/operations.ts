import type { Subscription } from 'rxjs';
import type { Topic } from '../topic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { failure, loggedIn, type Refusal, refusals } from './answers.ts';
import type { Endpoint } from './channels.ts';
import { loginOf } from './login.ts';
import type { Fields } from './request.ts';
import { type Subscriptions, subscriptions } from './subscriptions.ts';
import { missing, type Wish, wishOf } from './wish.ts';

/** What a venue does with wishes, whosoever they are. */
export interface Operator {
  readonly serve: (topic: Topic<Wish>) => Subscription;
  /** The unified symbol a wish is about, if it is about one. */
  readonly symbolOf: (wish: Wish) => string | undefined;
  readonly refusal: (wish: Wish) => Refusal | undefined;
}

/** What operations depend on. */
export interface OperationsSettings {
  readonly endpoint: Endpoint;
  /** What the venue calls the connection. */
  readonly connId: string;
  readonly world: VenueWorld;
  readonly operator: Operator;
}

/** Does one argument of a request, and answers it. */
export type Operation = (arg: Fields, id: string | undefined) => void;

/** What a connection may be asked for, argument by argument, and what it has subscribed. */
export interface Operations {
  readonly byName: ReadonlyMap<string, Operation>;
  readonly topics: Subscriptions;
}

/** The operations of a connection that has subscribed nothing and is nobody's. */
export function operations(
  connection: Connection,
  { endpoint, connId, world, operator }: OperationsSettings,
): Operations {
  const topics = subscriptions({ connection, connId, world, ...operator });
  const accounts = new Set<string>();
  const fail = ([code, msg]: Refusal): void => connection.send(failure(code, msg, connId));

  const refusalOf = (wish: Wish): Refusal | undefined => {
    if (wish.kind.endpoint !== endpoint) return ['60018', wrongUrl(wish.arg)];
    if (wish.kind.needsLogin === true && accounts.size === 0) return refusals.notLoggedIn;
    return operator.refusal(wish);
  };
  const subscribe: Operation = (arg, id) => {
    const wish = wishOf(arg);
    if (wish === undefined) return fail(['60018', missing(arg)]);
    const refusal = refusalOf(wish);
    if (refusal === undefined) topics.subscribe(wish, id);
    else fail(refusal);
  };
  const unsubscribe: Operation = (arg, id) => {
    const wish = wishOf(arg);
    if (wish === undefined) fail(['60018', missing(arg)]);
    else topics.unsubscribe(wish, id);
  };
  const login: Operation = (arg) => {
    const result = loginOf(arg, world);
    if ('refusal' in result) return fail(result.refusal);
    accounts.add(result.account);
    connection.send(loggedIn(connId));
  };
  return { topics, byName: new Map(Object.entries({ subscribe, unsubscribe, login })) };
}

function wrongUrl(arg: Fields): string {
  return `Wrong URL or ${missing(arg)}. Please use the correct URL, channel and parameters referring to API document.`;
}
