import { isRow } from '../../protocol/fields.ts';
import { venueWords } from '../../protocol/venueWords.ts';

/** An error of the venue's: its code or label, and its words. */
export interface GateError {
  readonly code?: string;
  readonly reason: string;
}

/**
 * What an error says. Its words may be JSON themselves.
 *
 * ```json
 * {"code":2,"message":"unknown currency pair: LUNARLENS_USDT"}
 * {"code":4,"message":"{\"label\":\"INVALID_KEY\",\"message\":\"Invalid key provided\"}\n"}
 * {"label":"AUTHENTICATION_FAILED","message":"Not login"}
 * ```
 */
export function errorOf(error: unknown): GateError {
  const { code, label, message } = isRow(error) ? error : {};
  const embedded = embeddedIn(message);
  if (embedded !== undefined) return errorOf(embedded);
  const name = [label, code].find((one) => typeof one === 'string' && one !== '') as string | undefined;
  const reason = venueWords(message, name ?? 'refused without a reason');
  return name === undefined ? { reason } : { code: venueWords(name, ''), reason };
}

/** An error inside of the words of another. */
function embeddedIn(message: unknown): unknown {
  if (typeof message !== 'string' || !message.startsWith('{')) return undefined;
  try {
    const inner: unknown = JSON.parse(message);
    return isRow(inner) && ('label' in inner || 'message' in inner) ? { ...inner, code: undefined } : undefined;
  } catch {
    return undefined;
  }
}
