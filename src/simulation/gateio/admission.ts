import { type FaultOf, isTarget } from '../fault.ts';
import type { GateioError } from './answers.ts';

/** What is kept from clients for a while. */
export interface Admission {
  readonly ban: (fault: FaultOf<'refuse-symbol'>, at: number) => void;
  /** Why topics of a symbol are refused at the moment, if they are; `unknown` is what is said of those that are not listed. */
  readonly refusal: (symbol: string, unknown: string) => GateioError | undefined;
}

/** Nothing is kept from anybody. */
export function admission(now: () => number): Admission {
  const bans: { readonly fault: FaultOf<'refuse-symbol'>; readonly until: number }[] = [];
  return {
    ban: (fault, at) => void bans.push({ fault, until: at + (fault.args.for ?? Number.POSITIVE_INFINITY) }),
    refusal(symbol, unknown) {
      const ban = bans.find((one) => isTarget(one.fault, symbol) && now() < one.until)?.fault.args;
      if (ban === undefined) return undefined;
      if (ban.error !== undefined) return { code: 2, message: ban.error };
      return ban.for === undefined ? { code: 2, message: unknown } : { code: 3, message: 'internal server error' };
    },
  };
}
