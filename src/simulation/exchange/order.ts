/** What a customer wants, in exact decimal text. */
export interface OrderRequest {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: 'limit' | 'market';
  /** Of a limit order. */
  readonly price?: string;
  readonly size: string;
  /** What `size` counts: the base (contracts of a swap), the default, or the quote, for market orders on spot. */
  readonly sizeIn?: 'base' | 'quote';
  /** Default: GTC for limit orders, IOC for market orders. */
  readonly timeInForce?: 'GTC' | 'IOC' | 'FOK';
  /** Only rests: an order that would take is refused. */
  readonly postOnly?: boolean;
  /** Never opens or turns a position. */
  readonly reduceOnly?: boolean;
  /** Unique among a customer's open orders. */
  readonly clientOrderId?: string;
}

/** Why an order is not to be had as wished. */
export type OrderRefusal =
  | 'unknown-symbol'
  | 'bad-price'
  | 'bad-size'
  | 'too-small'
  | 'insufficient-funds'
  | 'duplicate-client-order-id'
  | 'would-take'
  | 'reduce-only'
  | 'unknown-order'
  | 'closed'
  /** By a fault. */
  | 'refused';

/** Why an order ended unfilled, in part or whole. */
export type CancelReason = 'customer' | 'unfilled' | 'would-take' | 'self-trade' | 'dead-man' | 'failed';

/** An order of a customer as it stands. Never changes: the next state is the next one. Numbers are exact decimal texts. */
export interface SimulatedOrder extends Required<Pick<OrderRequest, 'symbol' | 'side' | 'type' | 'timeInForce'>> {
  readonly id: string;
  readonly clientOrderId?: string;
  /** With all decimals of the instrument. Absent on market orders. */
  readonly price?: string;
  readonly size: string;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly status: 'open' | 'filled' | 'canceled';
  readonly filled: string;
  readonly left: string;
  /** What was paid or received for what is filled, without fees, in the quote. */
  readonly cost: string;
  /** Of what is filled. Absent while that is nothing. */
  readonly averagePrice?: string;
  /** What it cost in fees so far. */
  readonly fee: string;
  readonly cancelReason?: CancelReason;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One execution of an order, in exact decimal texts. */
export interface SimulatedFill extends Pick<SimulatedOrder, 'symbol' | 'side' | 'clientOrderId'> {
  /** The id of the public trade. */
  readonly id: number;
  readonly orderId: string;
  readonly price: string;
  readonly size: string;
  /** Price times size, in the quote. */
  readonly cost: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly liquidity: 'maker' | 'taker';
  readonly at: number;
}

/** What a customer has of an asset, in exact decimal texts. */
export interface SimulatedBalance {
  readonly asset: string;
  readonly total: string;
  /** Of which orders and positions bind. */
  readonly held: string;
  readonly free: string;
}

/** What a customer has in a swap, in exact decimal texts. */
export interface SimulatedPosition {
  readonly symbol: string;
  /** Contracts; below zero where they were sold. */
  readonly size: string;
  /** The average price of entry. Absent while there is no position. */
  readonly entryPrice?: string;
  /** What binds, in the asset it is settled in. */
  readonly margin: string;
  /** What was won by closing, since the beginning. */
  readonly realised: string;
}

/** What befalls an account. */
export type AccountEvent =
  | {
      readonly kind: 'order';
      readonly change: 'placed' | 'filled' | 'amended' | 'canceled';
      readonly order: SimulatedOrder;
      /** Where it was filled. */
      readonly fill?: SimulatedFill;
      readonly at: number;
    }
  | {
      readonly kind: 'balance';
      readonly balance: SimulatedBalance;
      /** By how much the total changed; `0` where only what is free did. */
      readonly change: string;
      /** Whether it was paid in or taken out, by no order. */
      readonly isTransfer?: true;
      readonly at: number;
    }
  | { readonly kind: 'position'; readonly position: SimulatedPosition; readonly at: number };
