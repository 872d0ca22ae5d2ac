import { type FaultOf, isTarget } from '../fault.ts';
import { errors } from './request.ts';

/** What the venue refuses for a while, or for ever, though it could serve it. */
export interface Bans {
  add(fault: FaultOf<'refuse-symbol'>, at: number): void;
  /** Why a symbol is refused now, if it is. */
  refusal(symbol: string): string | undefined;
}

/** Nothing is refused. */
export function bans(now: () => number): Bans {
  const list: { readonly fault: FaultOf<'refuse-symbol'>; readonly until: number }[] = [];
  return {
    add: (fault, at) => void list.push({ fault, until: at + (fault.args.for ?? Number.POSITIVE_INFINITY) }),
    refusal(symbol) {
      const ban = list.find(({ fault, until }) => isTarget(fault, symbol) && now() < until);
      if (ban === undefined) return undefined;
      const { error, for: duration } = ban.fault.args;
      return error ?? (duration === undefined ? errors.pair(symbol) : errors.unavailable);
    },
  };
}
