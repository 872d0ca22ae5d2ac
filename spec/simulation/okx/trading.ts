import { createHmac } from 'node:crypto';
import type { Venue } from '../../../src/simulation/index.ts';
import { demoAccount } from '../../../src/simulation/index.ts';
import type { HandClock } from '../bareClient.ts';
import type { OkxClient, OkxRow } from './okxRig.ts';
import { okxRig } from './okxRig.ts';

/** An answer of OKX's REST side. */
export interface OkxRestAnswer {
  readonly status: number;
  readonly code: string;
  readonly msg: string;
  readonly data: readonly OkxRow[];
}

/** A reply to a request about orders. */
export interface OkxReply {
  readonly id: string;
  readonly op: string;
  readonly code: string;
  readonly msg: string;
  readonly data: readonly Readonly<Record<string, string>>[];
}

/** A rig with a client that has logged in on the private endpoint. */
export interface TradingRig extends ReturnType<typeof okxRig> {
  readonly client: OkxClient;
  readonly code: (instId: string) => number;
  /** Sends a request about orders, under an id of its own, and gives that. */
  readonly ask: (op: string, args: readonly object[], rest?: object) => string;
  readonly replyTo: (id: string) => OkxReply | undefined;
  /** Places an order of 0.01 BTC at a price nobody sells at; gives the reply's only item. */
  readonly place: (fields?: object) => Readonly<Record<string, string>> | undefined;
  readonly rest: (
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ) => OkxRestAnswer;
}

function asked(
  venue: Pick<Venue, 'http'>,
  clock: HandClock,
  { method, path, body, headers }: { method: string; path: string; body?: object; headers?: object },
): OkxRestAnswer {
  const timestamp = new Date(clock.now()).toISOString();
  const text = body === undefined ? '' : JSON.stringify(body);
  const sign = createHmac('sha256', demoAccount.secret).update(`${timestamp}${method}${path}${text}`).digest('base64');
  const answers: OkxRestAnswer[] = [];
  venue
    .http({
      method,
      url: `https://www.okx.com${path}`,
      body: text,
      headers: {
        'OK-ACCESS-KEY': demoAccount.key,
        'OK-ACCESS-SIGN': sign,
        'OK-ACCESS-TIMESTAMP': timestamp,
        'OK-ACCESS-PASSPHRASE': demoAccount.passphrase,
        ...headers,
      },
    })
    .subscribe(({ status, body: answer }) => answers.push({ status, ...JSON.parse(answer) }));
  return answers[0] as OkxRestAnswer;
}

export function tradingRig(options: Parameters<typeof okxRig>[0] = {}): TradingRig {
  const made = okxRig({ symbols: ['BTC/USDT', 'BTC/USDT:USDT'], ...options });
  const { clock, venue, dial } = made;
  const client = dial('private');
  client.login();
  client.send({ op: 'subscribe', args: [{ channel: 'orders', instType: 'ANY' }] });
  clock.pass(200);
  let count = 0;
  const code = (instId: string): number => {
    const instType = instId.endsWith('SWAP') ? 'SWAP' : 'SPOT';
    const { data } = asked(venue, clock, { method: 'GET', path: `/api/v5/public/instruments?instType=${instType}` });
    return Number(data.find((row) => row.instId === instId)?.instIdCode);
  };
  const replyTo: TradingRig['replyTo'] = (id) =>
    client.heard.map(({ message }) => message).find((message) => message.id === id && message.op !== undefined) as
      | OkxReply
      | undefined;
  const ask: TradingRig['ask'] = (op, args, rest = {}) => {
    const id = `r${++count}`;
    client.send({ id, op, args, ...rest });
    return id;
  };
  return {
    ...made,
    client,
    code,
    ask,
    replyTo,
    place(fields = {}) {
      const order = {
        instIdCode: code('BTC-USDT'),
        tdMode: 'cash',
        side: 'buy',
        ordType: 'limit',
        sz: '0.01',
        px: '50000',
      };
      const id = ask('order', [{ ...order, ...fields }]);
      clock.pass(100);
      return replyTo(id)?.data[0];
    },
    rest: (method, path, body, headers = {}) =>
      asked(venue, clock, { method, path, headers, ...(body === undefined ? {} : { body }) }),
  };
}

/** Orders as the channel told them, in order. */
export const told = (client: OkxClient): readonly OkxRow[] => client.rows('orders');
