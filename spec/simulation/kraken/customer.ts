import { createHash, createHmac } from 'node:crypto';
import { demoAccount, type SimulatedAccount, type Venue } from '../../../src/simulation/index.ts';
import { type BareClient, type Rig, rig } from '../bareClient.ts';

/** Asks the private side of REST, signed as the documentation says, and gives what was answered. */
export function askPrivately(
  venue: Pick<Venue, 'http'>,
  method: string,
  params: Readonly<Record<string, string>> = {},
  { key, secret }: Pick<SimulatedAccount, 'key' | 'secret'> = demoAccount,
): { readonly error: readonly string[]; readonly result?: Readonly<Record<string, unknown>> } {
  const path = `/0/private/${method}`;
  const nonce = params.nonce ?? String(++nonces);
  const body = new URLSearchParams({ ...params, nonce }).toString();
  const digest = createHash('sha256')
    .update(nonce + body)
    .digest();
  const sign = createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(digest).digest('base64');
  let answer = { error: ['nothing'] };
  venue
    .http({
      method: 'POST',
      url: `https://api.kraken.com${path}`,
      headers: { 'API-Key': key, 'API-Sign': sign, 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    })
    .subscribe(({ body: text }) => {
      answer = JSON.parse(text) as typeof answer;
    });
  return answer;
}
let nonces = 1_700_000_000_000;

/** A customer before a simulated Kraken: a socket and a token. */
export interface CustomerRig extends Rig {
  readonly client: BareClient;
  readonly token: string;
  /** Says a method, with the token, and lets its answers come; gives them. */
  readonly ask: (method: string, params?: object) => readonly Readonly<Record<string, unknown>>[];
  /** Adds a limit order, and gives its id. */
  readonly place: (params?: object) => string;
  /** The data of all updates of a private channel so far. */
  readonly told: (channel: string, type?: string) => readonly Readonly<Record<string, unknown>>[];
}

export function customerRig(options: Parameters<typeof rig>[0] = {}): CustomerRig {
  const made = rig(options, Date.UTC(2026, 7, 1));
  const { result } = askPrivately(made.venue, 'GetWebSocketsToken');
  const token = String(result?.token);
  const client = made.dial('wss://ws-auth.kraken.com/v2');
  made.clock.pass(100);
  let id = 0;
  const ask: CustomerRig['ask'] = (method, params = {}) => {
    client.send({ method, params: { token, ...params }, req_id: ++id });
    made.clock.pass(200);
    return client
      .answers()
      .filter(({ message }) => message.req_id === id)
      .map(({ message }) => message as Readonly<Record<string, unknown>>);
  };
  return {
    ...made,
    client,
    token,
    ask,
    place(params = {}) {
      const [answer] = ask('add_order', { ...limitOrder, ...params });
      return String((answer?.result as { order_id?: string } | undefined)?.order_id);
    },
    told: (channel, type = 'update') => client.of(channel, type).flatMap(({ message }) => message.data ?? []),
  };
}

export const limitOrder = {
  order_type: 'limit',
  side: 'buy',
  order_qty: 0.5,
  symbol: 'BTC/USD',
  limit_price: 50_000,
};
