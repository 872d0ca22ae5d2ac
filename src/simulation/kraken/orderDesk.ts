import type { VenueWorld } from '../venueSide.ts';
import { addingMethods, type AddingSettings } from './addingMethods.ts';
import { changingMethods } from './changingMethods.ts';
import { session as invalidSession } from './orderErrors.ts';
import type { OrderCall, OrderReply } from './orderMethods.ts';
import { failed } from './orderReplies.ts';
import type { Tokens } from './tokens.ts';

/** What orders are obeyed with. */
export interface OrderDeskSettings extends AddingSettings, Pick<VenueWorld, 'violate'> {
  readonly tokens: Pick<Tokens, 'accountOf'>;
}

/** Obeys a request about orders, if its token is good on the socket. */
export type ObeyOrder = (call: OrderCall, socket: string) => readonly OrderReply[];

/** Orders, in Kraken's words. */
export function orderDesk({ tokens, violate, ...settings }: OrderDeskSettings): ObeyOrder {
  const methods = { ...addingMethods(settings), ...changingMethods(settings) };
  return ({ method, params }, socket) => {
    const account = tokens.accountOf(params.token, socket);
    if (account !== undefined) return methods[method](account, params);
    violate('not-logged-in', `${method} on ${socket}`);
    return [failed(invalidSession)];
  };
}
