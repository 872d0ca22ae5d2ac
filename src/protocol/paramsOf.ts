import { ColdwireError } from '../errors/coldwireError.ts';
import type { Param, Subscription } from '../model/subscription.ts';

/** The parameters of a subscription, which may be of these names alone. Throws `invalid-options` for any other. */
export function paramsOf(
  { params = {} }: Subscription,
  ...names: readonly string[]
): Readonly<Record<string, Param | undefined>> {
  const other = Object.keys(params).find((name) => !names.includes(name));
  if (other === undefined) return params;
  const expected = names.length === 0 ? 'none' : `none but ${names.join(', ')}`;
  throw new ColdwireError('invalid-options', { option: `params.${other}`, expected });
}
