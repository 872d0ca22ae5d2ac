import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Param, Subscription } from '../../model/subscription.ts';
import type { Topic } from '../../protocol/topic.ts';
import { type Market, venueSymbolOf } from './market.ts';

/** What a stream is beside its symbol. */
export interface StreamOption {
  /** What follows the symbol: `@depth@100ms`. */
  readonly suffix: string;
  /** The options of the subscription as the wire serves them. */
  readonly subscription?: Partial<Subscription>;
  /** What tells topics of one stream apart, if anything. Default: nothing does. */
  readonly variant?: string;
}

/** The wire topic of a subscription: a stream, by whose name it is asked for, told and ended. */
export function streamTopic(market: Market, subscription: Subscription, option: StreamOption): Topic {
  const { channel, symbol = '' } = subscription;
  const venueSymbol = venueSymbolOf(symbol);
  if (venueSymbol.market !== market) throw new ColdwireError('unsupported', { what: `${symbol} in this market` });
  const stream = `${venueSymbol.text.toLowerCase()}${option.suffix}`;
  return {
    key: option.variant === undefined ? stream : `${stream}#${option.variant}`,
    route: stream,
    item: stream,
    batch: 'streams',
    subscription: { channel, symbol, ...option.subscription },
  };
}

/**
 * A parameter of a subscription, one of those offered, the first where it is not given. Throws `invalid-options` for another, and
 * for any parameter that is not among `known`: it would change nothing and look as if it did.
 */
export function choiceOf<T extends Param>(
  { params = {} }: Subscription,
  name: string,
  offered: readonly [T, ...T[]],
  known: readonly string[] = [name],
): T {
  const stranger = Object.keys(params).find((each) => !known.includes(each));
  if (stranger !== undefined) throw invalid(`params.${stranger}`, known.join(' or '));
  const given = Object.hasOwn(params, name) ? params[name] : undefined;
  if (given === undefined) return offered[0];
  const choice = offered.find((each) => each === given);
  if (choice === undefined) throw invalid(`params.${name}`, offered.join(' or '));
  return choice;
}

/** Throws `invalid-options` where there are any parameters. */
export function assertNoParams({ params = {} }: Subscription): void {
  const [first] = Object.keys(params);
  if (first !== undefined) throw invalid(`params.${first}`, 'no parameters');
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
