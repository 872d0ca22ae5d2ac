/** What came of a request, on a socket or by REST. */
export type Outcome =
  | { readonly status: 200; readonly result: unknown }
  | { readonly status: number; readonly error: VenueError };

/** An error in the venue's words. */
export interface VenueError {
  readonly code: number;
  readonly msg: string;
  readonly data?: unknown;
}

/** A request that did what it should. */
export function done(result: unknown): Outcome {
  return { status: 200, result };
}

/** A request that failed. */
export function failed(error: VenueError, status = 400): Outcome {
  return { status, error };
}

/** The venue's words, as documented (July 2026) where not marked `?`. */
export const errors = {
  unknown: { code: -1000, msg: 'An unknown error occurred while processing the request.' },
  timeout: {
    code: -1007,
    msg: 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
  },
  ahead: { code: -1021, msg: "Timestamp for this request was 1000ms ahead of the server's time." },
  window: { code: -1131, msg: 'recvWindow must be less than 60000.' },
  outside: { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' },
  signature: { code: -1022, msg: 'Signature for this request is not valid.' },
  symbol: { code: -1121, msg: 'Invalid symbol.' },
  keyFormat: { code: -2014, msg: 'API-key format invalid.' },
  limit: { code: -1130, msg: "Data sent for parameter 'limit' is not valid." },
  key: { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' },
  // The codes of the next five are those of other clients' tables `?`.
  keyType: { code: -4056, msg: 'HMAC_SHA256 API-key is not supported.' },
  followed: { code: -2035, msg: 'User Data Stream subscription already active.' },
  notFollowed: { code: -2036, msg: 'User Data Stream subscription not active.' },
  notLoggedOn: { code: -1002, msg: 'You are not authorized to execute this request.' },
  json: { code: -1135, msg: 'Invalid JSON Request' },
  idForm: { code: -1100, msg: "Illegal characters found in parameter 'id'; legal range is '^[a-zA-Z0-9-_]{1,36}$'." },
  unknownOrder: { code: -2011, msg: 'Unknown order sent.' },
  noOrder: { code: -2013, msg: 'Order does not exist.' },
  side: { code: -1117, msg: 'Invalid side.' },
  type: { code: -1116, msg: 'Invalid orderType.' },
  timeInForce: { code: -1115, msg: 'Invalid timeInForce.' },
  clientOrderId: {
    code: -1100,
    msg: "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[.A-Z:/a-z0-9_-]{1,36}$'.",
  },
  amend: { code: -2038, msg: 'The requested quantity is not smaller than the order has.' },
  algo: {
    code: -4120,
    msg: 'Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.',
  },
  listenKey: { code: -1125, msg: 'This listenKey does not exist.' },
  method: { code: -1020, msg: 'This operation is not supported.' },
  missing: (name: string): VenueError => ({
    code: -1102,
    msg: `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`,
  }),
  tooMuch: (limit: number): VenueError => ({
    code: -1003,
    msg: `Too much request weight used; current limit is ${limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`,
  }),
  banned: (until: number): VenueError => ({
    code: -1003,
    msg: `Way too much request weight used; IP banned until ${until}. Please use WebSocket Streams for live updates to avoid bans.`,
  }),
} as const;
