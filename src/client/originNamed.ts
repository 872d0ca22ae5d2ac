import type { Origins } from './options.ts';

/** What origins an option puts in the place of those of the endpoint of that name, if any. */
export function originNamed(name: string, origins: Origins | undefined): string | undefined {
  return typeof origins === 'string' ? origins : origins?.[name];
}
