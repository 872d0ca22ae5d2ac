import type { Subscription } from 'rxjs';
import type { Topic } from '../topic.ts';
import type { Connection, VenueWorld } from '../venueSide.ts';
import { failure, loggedIn, type Refusal, refusals } from './answers.ts';
import { attendanceOf } from './attendanceOf.ts';
import type { Endpoint } from './channels.ts';
import type { ConnectionRoll } from './connectionRoll.ts';
import { loginOf } from './login.ts';
import { isOrderOperation, type OrderOperationsSettings, orderOperations } from './orderOperations.ts';
import type { Caller } from './privateFeed.ts';
import type { Fields, OkxOperation } from './request.ts';
import { type Subscriptions, subscriptions } from './subscriptions.ts';
import { missing, type Wish, wishOf } from './wish.ts';

/** What a venue does for its connections. */
export interface Operator extends Pick<OrderOperationsSettings, 'trader' | 'desks'> {
  /** Serves a wish, to somebody who has logged in where it is of an account. */
  readonly serve: (topic: Topic<Wish>, caller: Caller) => Subscription;
  /** The unified symbol a wish is about, if it is about one. */
  readonly symbolOf: (wish: Wish) => string | undefined;
  readonly refusal: (wish: Wish) => Refusal | undefined;
  /** Who has which channel of which account. */
  readonly roll: ConnectionRoll;
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

/** What a connection may be asked for, and what it has subscribed. */
export interface Operations {
  /** Argument by argument. */
  readonly byName: ReadonlyMap<string, Operation>;
  /** A request about orders, as a whole; false where that cannot be asked for here. */
  readonly order: (request: OkxOperation) => boolean;
  readonly topics: Subscriptions;
  /** Everybody is logged out, and told so; what needs a login ends. */
  readonly endLogin: () => void;
}

/** The operations of a connection that has subscribed nothing and is nobody's. */
export function operations(
  connection: Connection,
  { endpoint, connId, world, operator }: OperationsSettings,
): Operations {
  const accounts = new Set<string>();
  const account = (): string => [...accounts][0] ?? '';
  const topics = subscriptions({
    connection,
    connId,
    world,
    symbolOf: operator.symbolOf,
    serve: (topic) => operator.serve(topic, { account: account(), inTurn: connection.inTurn }),
  });
  const attendance = attendanceOf(connection, { connId, world, roll: operator.roll });
  const trade = orderOperations(connection, { world, ...operator });
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
    if (refusal !== undefined) return fail(refusal);
    topics.subscribe(wish, id);
    if (wish.kind.endpoint === 'private' && !attendance.enter(wish, account())) topics.drop(wish);
  };
  const unsubscribe: Operation = (arg, id) => {
    const wish = wishOf(arg);
    if (wish === undefined) return fail(['60018', missing(arg)]);
    attendance.leave(wish, account());
    topics.unsubscribe(wish, id);
  };
  const login: Operation = (arg) => {
    const result = loginOf(arg, world);
    if ('refusal' in result) return fail(result.refusal);
    accounts.add(result.account);
    connection.send(loggedIn(connId));
  };
  return {
    topics,
    byName: new Map(Object.entries({ subscribe, unsubscribe, login })),
    order(request) {
      if (endpoint !== 'private' || !isOrderOperation(request.op) || request.id === undefined) return false;
      connection.inTurn(() => {
        const refusal = accounts.size === 0 ? refusals.notLoggedIn : trade(request, account());
        if (refusal !== undefined) fail(refusal);
      });
      return true;
    },
    endLogin() {
      if (accounts.size === 0) return;
      accounts.clear();
      topics.dropWhere(({ kind }) => kind.needsLogin === true);
      fail(refusals.notLoggedIn);
    },
  };
}

function wrongUrl(arg: Fields): string {
  return `Wrong URL or ${missing(arg)}. Please use the correct URL, channel and parameters referring to API document.`;
}
