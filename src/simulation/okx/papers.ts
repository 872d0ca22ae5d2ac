/** How a customer asked for an order, in the venue's words, which it repeats. */
export interface Papers {
  readonly ordType: string;
  readonly tdMode: string;
  readonly sz: string;
  readonly tgtCcy: string;
  readonly tag: string;
}
