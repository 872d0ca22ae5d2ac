import { isColdwireError } from '../../src/errors/coldwireError.ts';

/** What an inflation makes of bytes: the bytes, or of which fault it says they are. Lets anything but a violation pass. */
export function outcomeOf(inflate: () => Uint8Array): Uint8Array | string | undefined {
  try {
    return inflate();
  } catch (error) {
    if (isColdwireError(error, 'protocol-violation')) return error.context.what;
    throw error;
  }
}
