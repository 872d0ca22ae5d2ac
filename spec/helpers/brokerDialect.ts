import type { Balance } from '../../src/model/balance.ts';
import type { Fill } from '../../src/model/fill.ts';
import type { Instrument } from '../../src/model/instrument.ts';
import type { Order, OrderStatus } from '../../src/model/order.ts';
import type { OrderRef } from '../../src/model/orderRequest.ts';
import type { Position } from '../../src/model/position.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Dialect, ValueChannel } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { orderOf } from '../../src/protocol/orderOf.ts';
import type { ExactAmendment, ExactOrder, OrderRules } from '../../src/protocol/orderRules.ts';
import type { SocketQuery } from '../../src/protocol/query.ts';
import type { PrivateValue } from '../../src/protocol/stateRule.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import { randomText } from '../../src/util/randomText.ts';
import { type Message, tinyDialect } from './tinyDialect.ts';

/*
 * The dialect of a small broker, beside the feeds of the tiny dialect. Its wire:
 *
 *   {"do":"place","id":1,"orders":[{"c":"mine","s":"A","side":"buy","price":"1","size":"2"}]}   also "amend", "cancel"
 *   {"re":1,"ack":true}                                                 in the meantime: it has been read
 *   {"re":1,"done":[{"c":"mine","o":"o1"},{"c":"too","no":"poor","code":"P"}]}      at last, one an order
 *   {"re":1,"no":"closed","code":"E"}                                   a refusal of all; code T: it does not know itself
 *   {"ask":"open","id":2}   {"re":2,"rows":[...]}                       all open orders
 *   {"ask":"order","id":3,"o":"o1"}   {"re":3,"rows":[...]}             one order; {"re":3,"no":"none","code":"404"}
 *   {"on":"orders","symbol":"","rows":[...]}                            orders and fills; no snapshot comes
 *   {"on":"wealth","symbol":"","snapshot":true,"rows":[...]}            balances and positions; a snapshot comes
 */
/** A row of the broker's. */
export type BrokerRow =
  | {
      readonly k: 'order';
      readonly o: string;
      readonly c: string;
      readonly s: string;
      readonly side: 'buy' | 'sell';
      readonly price: string;
      readonly size: string;
      readonly filled: string;
      readonly status: OrderStatus;
      readonly at: number;
    }
  | { readonly k: 'fill'; readonly f: string; readonly o: string; readonly s: string; readonly size: string }
  | { readonly k: 'balance'; readonly asset: string; readonly total: string }
  | { readonly k: 'position'; readonly s: string; readonly size: string };

/** A reply of the broker's. */
interface BrokerReply {
  readonly ack?: boolean;
  readonly done?: readonly { readonly c?: string; readonly o?: string; readonly no?: string; readonly code?: string }[];
  readonly no?: string;
  readonly code?: string;
  readonly rows?: readonly BrokerRow[];
}

function valueOf(row: BrokerRow, receivedAt: number): PrivateValue {
  const stamp = { exchange: 'broker', receivedAt };
  switch (row.k) {
    case 'order': {
      const { o, c, s, side, price, size, filled, status, at } = row;
      const ids = { orderId: o, clientOrderId: c };
      const texts = { priceText: price, sizeText: size, filledText: filled };
      return orderOf({
        ...stamp,
        symbol: s,
        ...ids,
        side,
        type: 'limit',
        status,
        ...texts,
        unit: 'base',
        updatedAt: at,
      });
    }
    case 'fill': {
      const { f, o, s, size } = row;
      const amounts = { price: 1, priceText: '1', size: Number(size), sizeText: size };
      const fill: Fill = {
        ...stamp,
        kind: 'fill',
        symbol: s,
        id: f,
        orderId: o,
        side: 'buy',
        ...amounts,
        unit: 'base',
        time: 0,
      };
      return fill;
    }
    case 'balance': {
      const { asset, total } = row;
      const amounts = { free: Number(total), freeText: total, total: Number(total), totalText: total };
      const balance: Balance = { ...stamp, kind: 'balance', asset, ...amounts };
      return balance;
    }
    case 'position': {
      const { s, size } = row;
      const side = Number(size) === 0 ? 'flat' : 'long';
      const amounts = { size: Number(size), sizeText: size };
      const position: Position = {
        ...stamp,
        kind: 'position',
        symbol: s,
        positionId: s,
        side,
        ...amounts,
        unit: 'contract',
      };
      return position;
    }
  }
}

const rowsOf = (reply: unknown): readonly BrokerRow[] => {
  const { rows } = reply as BrokerReply;
  if (rows === undefined) throw new TypeError('no rows');
  return rows;
};
const read = (payload: unknown, receivedAt: number): readonly PrivateValue[] =>
  rowsOf(payload).map((row) => valueOf(row, receivedAt));

const openOrders: SocketQuery<readonly PrivateValue[]> = { kind: 'socket', message: { ask: 'open' }, read, weight: 2 };

const topicOf =
  (name: string) =>
  (subscription: Subscription): Topic => ({
    key: name,
    route: `${name}:`,
    item: '',
    batch: name,
    subscription: { channel: subscription.channel },
  });

/** Orders and fills by one topic, whose snapshot must be asked for. */
const orders: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: (subscription) => ({ ...topicOf('orders')(subscription), subscription: { channel: 'orders' } }),
  reader: () => read,
  state: { covers: ['order'], queries: () => [openOrders] },
};

/** Balances and positions by one topic, whose snapshot comes by itself. */
const wealth: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: (subscription) => ({ ...topicOf('wealth')(subscription), subscription: { channel: 'balances' } }),
  reader: () => read,
  state: { covers: ['balance', 'position'], isSnapshot: (payload) => (payload as Message)['snapshot'] === true },
};

const placed = ({ symbol, side, price, size, clientOrderId, ...rest }: ExactOrder): unknown => {
  const { type, postOnly, timeInForce, params } = rest;
  return { c: clientOrderId, s: symbol, side, type, price, size, postOnly, timeInForce, ...params };
};
const named = ({ symbol, orderId, clientOrderId }: OrderRef): Message => ({ s: symbol, o: orderId, c: clientOrderId });
const amended = (change: ExactAmendment): unknown => ({ ...named(change), price: change.price, size: change.size });

const brokerOrders: OrderRules = {
  clientOrderId: {
    make: (random) => `c-${randomText(random, 12)}`,
    isValid: (id) => /^[\w-]{1,16}$/.test(id),
    form: 'at most 16 letters, digits and hyphens',
  },
  place: {
    one: (order) => ({ do: 'place', orders: [placed(order)] }),
    batch: {
      most: 2,
      together: ({ symbol }) => symbol,
      many: (all) => ({ do: 'place', orders: all.map(placed) }),
    },
  },
  amend: { one: (change) => ({ do: 'amend', orders: [amended(change)] }) },
  cancel: { one: (which) => ({ do: 'cancel', orders: [named(which)] }) },
  cancelAll: ({ symbol }) => ({ do: 'cancel-all', s: symbol }),
  cancelAllAfter: (ms) => ({ do: 'cancel-all-after', ms }),
  verdictsOf: (reply) =>
    ((reply as BrokerReply).done ?? []).map(({ c, o, no, code }) => {
      if (no !== undefined)
        return { kind: 'rejected', reason: no, isUnknown: code === 'T', ...(code === undefined ? {} : { code }) };
      return o === undefined
        ? undefined
        : { kind: 'accepted', orderId: o, ...(c === undefined ? {} : { clientOrderId: c }) };
    }),
  find: ({ orderId, clientOrderId }) => ({
    kind: 'socket',
    message: { ask: 'order', o: orderId, c: clientOrderId },
    read: (reply, receivedAt) => {
      const [found] = read(reply, receivedAt);
      return found as Order;
    },
  }),
  isMissing: ({ code }) => code === '404',
};

/** The dialect. */
export const brokerDialect: Dialect = {
  ...tinyDialect,
  name: 'desk',
  url: { live: 'wss://broker.example/desk' },
  rest: { live: 'https://broker.example' },
  liveness: { within: 10_000, isProof: () => true },
  channels: { ...tinyDialect.channels, orders, fills: orders, balances: wealth, positions: wealth },
  withId: (message, id) => ({ ...(message as Message), id }),
  requests: {
    isFinal: (reply) => (reply as BrokerReply).ack !== true,
    rejectionOf: (reply) => {
      const { no, code } = reply as BrokerReply;
      return no === undefined
        ? undefined
        : { reason: no, isUnknown: code === 'T', ...(code === undefined ? {} : { code }) };
    },
  },
  orders: brokerOrders,
};

/** The broker. Its instruments come from REST: those of a symbol's first letter in one list. */
export const broker: Exchange = {
  name: 'broker',
  dialects: { desk: brokerDialect },
  route: ({ channel }) => (channel in brokerDialect.channels ? 'desk' : undefined),
  requestRoute: 'desk',
  instruments: {
    route: () => 'desk',
    list: (symbol) => ({
      key: symbol.charAt(0),
      query: {
        kind: 'rest',
        request: () => ({ method: 'GET', url: `/instruments?like=${symbol.charAt(0)}` }),
        read: (reply) => {
          if (!Array.isArray(reply)) throw new TypeError('no list');
          return reply as readonly Instrument[];
        },
      },
    }),
  },
};
