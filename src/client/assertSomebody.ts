import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { ClientSettings } from './options.ts';

/**
 * Throws `invalid-options` where something private is asked of a dialect that logs in, and there is nobody to log in as. Who it is
 * by a stream is known only when it is dialled.
 */
export function assertSomebody({ name, auth }: Dialect, { credentials }: Pick<ClientSettings, 'credentials'>): void {
  if (auth !== undefined && credentials === undefined)
    throw new ColdwireError('invalid-options', { option: 'credentials', expected: `what ${name} logs in with` });
}
