import { unitsText } from '../market/unitsText.ts';
import type { Desk } from './desk.ts';
import type { Listing } from './listing.ts';
import { fundingRate, markAndIndex, nextFunding } from './marketTexts.ts';
import { trimmed } from './trimmed.ts';

/** `{"id":"BTC_USDT","base":"BTC","quote":"USDT","fee":"0.2","min_base_amount":"0.001","min_quote_amount":"1","amount_precision":3,"precision":2,"trade_status":"tradable",..}` */
export function pairRow({ name, market }: Listing): object {
  const { base, quote, priceDecimals, sizeDecimals, minLots } = market.spec;
  return {
    id: name,
    base,
    base_name: base,
    quote,
    quote_name: quote,
    fee: '0.15',
    min_base_amount: trimmed(unitsText(minLots, sizeDecimals)),
    min_quote_amount: '0',
    max_quote_amount: '5000000',
    amount_precision: sizeDecimals,
    precision: priceDecimals,
    trade_status: 'tradable',
    sell_start: 0,
    buy_start: 0,
    delisting_time: 0,
    type: 'normal',
    trade_url: '',
    st_tag: false,
  };
}

/** A perpetual as REST lists it. */
export function contractRow(desk: Desk, at: number): object {
  const { listing, history } = desk;
  const { priceDecimals, contractSize = '1', minLots } = listing.market.spec;
  const rate = fundingRate(listing, at);
  const { mark, index } = markAndIndex(desk);
  return {
    name: listing.name,
    type: 'direct',
    quanto_multiplier: contractSize,
    order_size_min: minLots,
    order_size_max: 1_000_000,
    order_price_round: unitsText(1, priceDecimals),
    mark_price_round: unitsText(1, priceDecimals + 1),
    order_price_deviate: '0.5',
    leverage_min: '1',
    leverage_max: '100',
    maintenance_rate: '0.005',
    mark_type: 'index',
    mark_price: mark,
    index_price: index,
    last_price: listing.priceText(history(at).total.close),
    maker_fee_rate: '0.001',
    taker_fee_rate: '0.0015',
    funding_rate: rate,
    funding_rate_indicative: rate,
    funding_interval: 28_800,
    funding_offset: 0,
    funding_next_apply: nextFunding(at),
    funding_impact_value: '60000',
    risk_limit_base: '1000000',
    risk_limit_step: '1000000',
    risk_limit_max: '8000000',
    ref_discount_rate: '0',
    ref_rebate_rate: '0.2',
    interest_rate: '0.0003',
    orders_limit: 100,
    orderbook_id: desk.lastId(),
    trade_id: history(at).trades.at(-1)?.id ?? 0,
    trade_size: 0,
    position_size: 73_648,
    config_change_time: 1_700_000_000,
    create_time: 1_600_000_000,
    launch_time: 1_600_000_000,
    in_delisting: false,
    status: 'trading',
    enable_bonus: true,
    enable_credit: true,
  };
}

/** A currency as REST lists it. */
export function currencyRow(currency: string): object {
  return {
    currency,
    name: currency,
    delisted: false,
    withdraw_disabled: false,
    withdraw_delayed: false,
    deposit_disabled: false,
    trade_disabled: false,
    chain: currency,
    chains: [{ name: currency, addr: '', withdraw_disabled: false, withdraw_delayed: false, deposit_disabled: false }],
  };
}
