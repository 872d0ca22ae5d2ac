/**
 * Whether a refusal is of the token, so that the next request had better have another: `ESession:Invalid session`, `EGeneral:Invalid
 * token`, `EAPI:Invalid session`. Texts are all that v2 has for codes.
 */
export function isTokenRefusal(reason: string): boolean {
  return /^E[A-Za-z]{1,20}:\s?(invalid|expired|unknown) (session|token)/i.test(reason);
}
