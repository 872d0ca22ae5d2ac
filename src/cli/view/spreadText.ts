import type { Top } from './viewState.ts';

/** Best ask less best bid, with the decimals the venue writes; nothing while a side is empty. */
export function spreadText({ bid, ask }: Top): string | undefined {
  if (bid === undefined || ask === undefined) return undefined;
  const decimals = Math.max(decimalsOf(bid.priceText), decimalsOf(ask.priceText));
  return (Number(ask.priceText) - Number(bid.priceText)).toFixed(decimals);
}

function decimalsOf(text: string): number {
  return Math.min(100, text.split('.')[1]?.length ?? 0);
}
