import type { SimulatedBalance } from '../exchange/order.ts';
import { trimmed } from './trimmed.ts';

/** `{"availBal":"4734.37","availEq":"4734.37","cashBal":"4750.42","ccy":"USDT",..,"ordFrozen":"0",..,"uTime":"1705564213903"}` */
function detailRow({ asset, total, held, free }: SimulatedBalance, at: number): object {
  const [cash, bound, left] = [trimmed(total), trimmed(held), trimmed(free)];
  return {
    availBal: left,
    availEq: left,
    borrowFroz: '',
    cashBal: cash,
    ccy: asset,
    coinUsdPrice: '',
    crossLiab: '',
    disEq: cash,
    eq: cash,
    eqUsd: '',
    fixedBal: '0',
    frozenBal: bound,
    imr: '0',
    interest: '',
    isoEq: '0',
    isoLiab: '',
    isoUpl: '0',
    liab: '',
    maxLoan: '',
    mgnRatio: '',
    mmr: '0',
    notionalLever: '0',
    ordFrozen: bound,
    rewardBal: '0',
    spotInUseAmt: '',
    spotIsoBal: '0',
    stgyEq: '0',
    twap: '0',
    uTime: String(at),
    upl: '0',
    uplLiab: '',
  };
}

/** What an account owns, or as much of it as changed: `{"adjEq":"","details":[..],..,"totalEq":"","uTime":"1705564223311"}` */
export function accountRow(balances: readonly SimulatedBalance[], at: number): object {
  return {
    adjEq: '',
    availEq: '',
    borrowFroz: '',
    details: balances.map((balance) => detailRow(balance, at)),
    imr: '',
    isoEq: '0',
    mgnRatio: '',
    mmr: '',
    notionalUsd: '',
    ordFroz: '',
    totalEq: '',
    uTime: String(at),
    upl: '',
  };
}

/** `{"ccy":"BTC","cashBal":"1","uTime":"1597026383085"}` */
export function balanceRow({ asset, total }: SimulatedBalance, at: number): object {
  return { ccy: asset, cashBal: trimmed(total), uTime: String(at) };
}
