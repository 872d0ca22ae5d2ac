/** Who is answered: the socket by the name the venue has for it, and the request's id, if it has one. */
export interface Answering {
  readonly connId: string;
  readonly id?: string | undefined;
}

/** `{"id":"1512","event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"a4d3ae55"}` */
export function acknowledgement(
  event: 'subscribe' | 'unsubscribe',
  arg: Readonly<Record<string, unknown>>,
  { id, connId }: Answering,
): string {
  return JSON.stringify({ id, event, arg, connId });
}

/**
 * `{"event":"error","code":"60018","msg":"channel:ticker,instId:BTC-USDT doesn't exist","connId":"0808af6c"}`: it names neither
 * the request nor the argument, as the worst of those seen do.
 */
export function failure(code: string, msg: string, connId: string): string {
  return JSON.stringify({ event: 'error', code, msg, connId });
}

/** `{"event":"error","code":"60012","msg":"Illegal request: {\"op\":\"subscribe\",\"args\":[\"spot/ticker:BTC-USDT\"]}","connId":".."}` */
export function illegalRequest(text: string, connId: string): string {
  return failure('60012', `Illegal request: ${text}`, connId);
}

/** `{"event":"login","code":"0","msg":"","connId":"a4d3ae55"}` */
export function loggedIn(connId: string): string {
  return JSON.stringify({ event: 'login', code: '0', msg: '', connId });
}

/** `{"event":"channel-conn-count","channel":"orders","connCount":"2","connId":"abcd1234"}` */
export function connectionCount(channel: string, count: number, connId: string, isError: boolean): string {
  const event = isError ? 'channel-conn-count-error' : 'channel-conn-count';
  return JSON.stringify({ event, channel, connCount: String(count), connId });
}

/** `{"event":"notice","code":"64008","msg":"The connection will soon be closed ...","connId":"a4d3ae55"}` */
export function upgradeNotice(connId: string): string {
  const msg = 'The connection will soon be closed for a service upgrade. Please reconnect.';
  return JSON.stringify({ event: 'notice', code: '64008', msg, connId });
}

/** Why something is refused. */
export type Refusal = readonly [code: string, msg: string];

/** Refusals of what could be served at other times. */
export const refusals: Readonly<Record<'notLoggedIn' | 'tooOften' | 'unavailable', Refusal>> = {
  notLoggedIn: ['60011', 'Please log in'],
  tooOften: ['60014', 'Requests too frequent'],
  unavailable: ['50001', 'Service temporarily unavailable'],
};

/** A frame of a kind nobody knows. */
export const unknownFrame = '{"event":"announcement","msg":"nothing you know","level":3}';
