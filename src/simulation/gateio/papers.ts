/** How a customer asked for an order, in the venue's words, which it repeats. */
export interface Papers {
  readonly type: 'limit' | 'market';
  readonly account: string;
  readonly tif: string;
  /** What the size was said to be; of a market order to buy on spot it is what it may cost. */
  readonly amount: string;
  /** The customer's own name of it, or `-` where it has none. */
  readonly text: string;
  readonly isClose: boolean;
}

/** Of an order nobody remembers. */
export const noPapers: Papers = { type: 'limit', account: 'spot', tif: 'gtc', amount: '', text: '-', isClose: false };
