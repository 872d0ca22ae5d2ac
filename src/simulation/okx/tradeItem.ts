import { fieldText } from './fieldText.ts';
import type { Fields } from './request.ts';
import type { TradeKind, TradeResult } from './trader.ts';

/** An item of a reply about orders. */
export interface TradeItem extends TradeResult {
  readonly tag?: string;
  readonly reqId?: string;
  readonly ts: string;
}

/** `{"clOrdId":"b15","ordId":"12345689","tag":"","ts":"1695190491421","sCode":"0","sMsg":""}`: what became of one order. */
export function tradeItem(kind: TradeKind, { tag, reqId }: Fields, result: TradeResult, at: number): TradeItem {
  const { clOrdId, ordId, sCode, sMsg } = result;
  const own = { order: { tag: fieldText(tag) }, amend: { reqId: fieldText(reqId) }, cancel: {} }[kind];
  return { clOrdId, ordId, ...own, ts: String(at), sCode, sMsg };
}

/** What became of all of them. 0: all went well, 1: nothing did, 2: some of it. */
export function tradeOutcome(data: readonly object[]): { readonly code: string; readonly msg: string } {
  const failed = data.filter((item) => 'sCode' in item && item.sCode !== '0').length;
  if (failed === 0) return { code: '0', msg: '' };
  return failed === data.length
    ? { code: '1', msg: 'All operations failed' }
    : { code: '2', msg: 'Bulk operation partially succeeded.' };
}
