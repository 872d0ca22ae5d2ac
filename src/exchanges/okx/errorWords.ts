import { venueWords } from '../../protocol/venueWords.ts';

/** The words of an error without the request that they may repeat: that could be a login. */
export function errorWords(msg: unknown, otherwise: string): string {
  const words = typeof msg === 'string' ? msg.replace(/:?\s*\{.*$/s, '') : msg;
  return venueWords(words, otherwise);
}
