import type { ValueChannel } from '../../protocol/dialect.ts';
import { isRow, type Row, rowsOf } from '../../protocol/fields.ts';
import type { PrivateValue, StateKind } from '../../protocol/stateRule.ts';
import { accountIn, balanceIn } from './balanceRow.ts';
import { rowsIn } from './content.ts';
import { fillIn } from './fillRow.ts';
import type { Market } from './markets.ts';
import { orderIn, type RowStamp } from './orderRow.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { positionIn } from './positionRow.ts';
import { signedGet } from './rest.ts';
import { topicOn } from './topic.ts';

/** Reads a row of a market's account. */
type RowReader = (market: Market, row: Row, stamp: RowStamp) => PrivateValue;

/** One channel of an account. */
interface Terms {
  /** What a snapshot tells all of. */
  readonly covers: readonly StateKind[];
  readonly pushed: RowReader;
  /** How REST writes it. Default: as it is pushed. */
  readonly asked?: RowReader;
  /** Where REST is asked, and what. */
  readonly ask: Readonly<Record<Market['prefix'], readonly [path: string, query: string]>>;
  /** The rows in REST's answer, oldest first where they happened. */
  readonly rows: (answer: unknown) => readonly Row[];
}

type AccountChannel = 'orders' | 'fills' | 'balances' | 'positions';

const rows = (answer: unknown): readonly Row[] => rowsOf(answer, 'answer');

const TERMS: Readonly<Record<AccountChannel, Terms>> = {
  orders: {
    covers: ['order'],
    pushed: orderIn,
    ask: { spot: ['/open_orders', 'page=1&limit=100'], futures: ['/orders', 'status=open&limit=100'] },
    // Those of spot by their pair: `[{"currency_pair":"ETH_BTC","total":1,"orders":[..]}]`.
    rows: (answer) => rows(answer).flatMap((row) => (Array.isArray(row['orders']) ? rows(row['orders']) : [row])),
  },
  fills: {
    covers: [],
    pushed: fillIn,
    ask: { spot: ['/my_trades', 'limit=100'], futures: ['/my_trades', 'limit=100'] },
    rows: (answer) => [...rows(answer)].reverse(),
  },
  balances: {
    covers: ['balance'],
    pushed: balanceIn,
    asked: accountIn,
    ask: { spot: ['/accounts', ''], futures: ['/accounts', ''] },
    rows: (answer) => (isRow(answer) ? [answer] : rows(answer)),
  },
  positions: {
    covers: ['position'],
    pushed: positionIn,
    ask: { spot: ['/positions', ''], futures: ['/positions', 'holding=true'] },
    rows,
  },
};

/**
 * A channel of an account, of all that it trades on the market. No snapshot comes on the socket: REST gives it, signed; of open
 * orders (on spot by pair) and of fills the last hundred.
 *
 * @see https://www.gate.com/docs/developers/apiv4/en/#list-all-open-orders
 */
export function accountChannel(market: Market, channel: AccountChannel): ValueChannel<PrivateValue> {
  const { covers, pushed, asked = pushed, ask, rows: rowsOfAnswer } = TERMS[channel];
  const [path, query] = ask[market.prefix];
  return {
    kind: 'values',
    topicOf: (subscription) => {
      paramsOf(subscription, 'market');
      return topicOn(market, { channel });
    },
    reader:
      ({ exchange }) =>
      (payload, receivedAt) =>
        rowsIn(payload).map((row) => pushed(market, row, { exchange, receivedAt })),
    state: {
      covers,
      queries: ({ exchange }) => [
        signedGet(`${market.path}${path}`, query, (answer, receivedAt) =>
          rowsOfAnswer(answer).map((row) => asked(market, row, { exchange, receivedAt })),
        ),
      ],
    },
  };
}
