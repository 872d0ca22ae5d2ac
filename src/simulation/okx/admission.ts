import { type FaultOf, isTarget } from '../fault.ts';
import { type Refusal, refusals } from './answers.ts';
import { missing, type Wish } from './wish.ts';

/** What is kept from clients for a while. */
export interface Admission {
  readonly ban: (fault: FaultOf<'refuse-symbol'>, at: number) => void;
  readonly withhold: (fault: FaultOf<'withhold-snapshots'>, at: number) => void;
  /** Why a wish about the symbol is refused at the moment, if it is. */
  readonly refusal: (wish: Wish, symbol: string | undefined) => Refusal | undefined;
  /** Whether the books of a symbol begin without a snapshot at the moment. */
  readonly isWithheld: (symbol: string) => boolean;
}

interface Lasting<K extends 'refuse-symbol' | 'withhold-snapshots'> {
  readonly fault: FaultOf<K>;
  readonly until: number;
}

/** Nothing is kept from anybody. */
export function admission(now: () => number): Admission {
  const bans: Lasting<'refuse-symbol'>[] = [];
  const withheld: Lasting<'withhold-snapshots'>[] = [];
  const until = ({ args }: { readonly args: { readonly for?: number } }, at: number): number =>
    at + (args.for ?? Number.POSITIVE_INFINITY);
  return {
    ban: (fault, at) => void bans.push({ fault, until: until(fault, at) }),
    withhold: (fault, at) => void withheld.push({ fault, until: until(fault, at) }),
    refusal({ arg }, symbol) {
      const ban = bans.find((one) => isTarget(one.fault, symbol) && now() < one.until)?.fault.args;
      if (ban === undefined) return undefined;
      if (ban.error !== undefined) return ['60018', ban.error];
      return ban.for === undefined ? ['60018', missing(arg)] : refusals.unavailable;
    },
    isWithheld: (symbol) => withheld.some((one) => isTarget(one.fault, symbol) && now() < one.until),
  };
}
