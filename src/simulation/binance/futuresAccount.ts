import type { Exchange } from '../exchange/exchange.ts';
import type { SimulatedPosition } from '../exchange/order.ts';
import { eight } from './eight.ts';
import type { Call, Methods } from './method.ts';
import { done } from './outcome.ts';
import { venueSymbolOf } from './product.ts';

/** Ten times, whatever the size. */
const bracket: object = {
  bracket: 1,
  initialLeverage: 10,
  notionalCap: 1_000_000_000,
  notionalFloor: 0,
  maintMarginRatio: 0.004,
  cum: 0,
};

/** What whoever signs is told of an account in futures. The request socket knows all of it under names with a version too. */
export function futuresAccount(exchange: Exchange, symbols: readonly string[], now: () => number): Methods {
  const method = (tell: (exchange: Exchange, account: string, now: number) => object) =>
    ({
      weight: () => 5,
      security: 'signed',
      answer: ({ account }: Call) => done(tell(exchange, account, now())),
    }) as const;
  const [balance, position, status] = [method(walletsOf), method(positionsOf), method(accountOf)];
  return {
    leverageBracket: method(() => symbols.map((symbol) => ({ symbol, brackets: [bracket] }))),
    'account.balance': balance,
    'account.position': position,
    'account.status': status,
    'v2/account.balance': balance,
    'v2/account.position': position,
    'v2/account.status': status,
  };
}

function walletsOf(exchange: Exchange, account: string, now: number): readonly object[] {
  return exchange.state(account).balances.map(({ asset, total, free }) => ({
    accountAlias: 'SgsR',
    asset,
    balance: eight(total),
    crossWalletBalance: eight(total),
    crossUnPnl: '0.00000000',
    availableBalance: eight(free),
    maxWithdrawAmount: eight(free),
    marginAvailable: true,
    updateTime: Math.floor(now),
  }));
}

function positionOf({ symbol, size, entryPrice = '0', margin }: SimulatedPosition, now: number): object {
  return {
    symbol: venueSymbolOf(symbol),
    positionSide: 'BOTH',
    positionAmt: size,
    entryPrice,
    breakEvenPrice: entryPrice,
    markPrice: entryPrice,
    unRealizedProfit: '0.00000000',
    liquidationPrice: '0',
    isolatedMargin: '0',
    notional: String(Number(size) * Number(entryPrice)),
    marginAsset: 'USDT',
    isolatedWallet: '0',
    initialMargin: margin,
    maintMargin: '0',
    positionInitialMargin: margin,
    openOrderInitialMargin: '0',
    adl: 0,
    bidNotional: '0',
    askNotional: '0',
    updateTime: Math.floor(now),
  };
}

function positionsOf(exchange: Exchange, account: string, now: number): readonly object[] {
  const { positions } = exchange.state(account);
  return positions.filter(({ size }) => Number(size) !== 0).map((position) => positionOf(position, now));
}

function accountOf(exchange: Exchange, account: string, now: number): object {
  const { balances, positions } = exchange.state(account);
  const sum = (pick: (balance: (typeof balances)[number]) => string): string => {
    const usdt = balances.find(({ asset }) => asset === 'USDT');
    return eight(usdt === undefined ? '0' : pick(usdt));
  };
  return {
    totalInitialMargin: sum(({ held }) => held),
    totalMaintMargin: '0.00000000',
    totalWalletBalance: sum(({ total }) => total),
    totalUnrealizedProfit: '0.00000000',
    totalMarginBalance: sum(({ total }) => total),
    totalPositionInitialMargin: '0.00000000',
    totalOpenOrderInitialMargin: '0.00000000',
    totalCrossWalletBalance: sum(({ total }) => total),
    totalCrossUnPnl: '0.00000000',
    availableBalance: sum(({ free }) => free),
    maxWithdrawAmount: sum(({ free }) => free),
    assets: balances.map(({ asset, total, free, held }) => ({
      asset,
      walletBalance: eight(total),
      unrealizedProfit: '0.00000000',
      marginBalance: eight(total),
      maintMargin: '0.00000000',
      initialMargin: eight(held),
      positionInitialMargin: '0.00000000',
      openOrderInitialMargin: '0.00000000',
      crossWalletBalance: eight(total),
      crossUnPnl: '0.00000000',
      availableBalance: eight(free),
      maxWithdrawAmount: eight(free),
      marginAvailable: true,
      updateTime: Math.floor(now),
    })),
    positions: positions.map((position) => positionOf(position, now)),
  };
}
