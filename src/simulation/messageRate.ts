import type { Frame } from '../model/seams.ts';
import { requestRate } from './requestRate.ts';
import type { BreachedRule, VenueEndpoint } from './venueSide.ts';

/** What an endpoint bears of one socket. */
export interface MessageRate {
  /** Counts a frame, and says whether it is to be read. */
  bears(frame: Frame): boolean;
  /** The same of a ping or a pong. */
  bearsControl(): boolean;
}

/** Counts what comes in the endpoint's window, and measures it. What was too many does not count. */
export function messageRate(
  { messages, frameBytes = Number.POSITIVE_INFINITY }: Pick<VenueEndpoint, 'messages' | 'frameBytes'>,
  now: () => number,
  breached: (rule: BreachedRule, detail: string) => void,
): MessageRate {
  const isTooMuch = messages === undefined ? () => false : requestRate(messages);
  const isWithin = (): boolean => {
    if (!isTooMuch(now())) return true;
    breached('message-rate', `more than ${messages?.count} in ${messages?.window} ms`);
    return false;
  };
  return {
    bears(frame) {
      if (!isWithin()) return false;
      if (frameBytes === Number.POSITIVE_INFINITY) return true;
      const { length } = typeof frame === 'string' ? new TextEncoder().encode(frame) : frame;
      if (length > frameBytes) breached('frame-bytes', `${length} bytes in a frame, where ${frameBytes} is the most`);
      return length <= frameBytes;
    },
    bearsControl: () => messages?.controls !== true || isWithin(),
  };
}
