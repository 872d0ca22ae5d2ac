import type { Row } from '../../protocol/fields.ts';

/**
 * What is signed of the parameters of a request over the WebSocket API: all, sorted by their names, as they are.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/request-security#signed-request-example-hmac
 */
export function signedText(params: Row): string {
  return Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&');
}
