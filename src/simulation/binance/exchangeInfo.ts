import type { Desk } from './desk.ts';
import type { Product } from './product.ts';
import { rateLimits } from './rateLimits.ts';

/** Which of its instruments a product lists, and how. */
export function exchangeInfo(product: Product, desks: readonly Desk[], now: number): object {
  const symbols = desks.map(product === 'spot' ? spotSymbol : futuresSymbol);
  const rest = { timezone: 'UTC', serverTime: Math.floor(now), rateLimits: rateLimits(product), exchangeFilters: [] };
  return product === 'spot'
    ? { ...rest, symbols }
    : {
        ...rest,
        futuresType: 'U_MARGINED',
        assets: [...new Set(desks.map(({ market }) => market.spec.quote))].map((asset) => ({
          asset,
          marginAvailable: true,
          autoAssetExchange: null,
        })),
        symbols,
      };
}

function filtersOf({ printing, market }: Desk): readonly object[] {
  const [tick, lot] = [printing.price(1), printing.size(1)];
  const sizes = { minQty: printing.size(market.spec.minLots), maxQty: '9000.00000000', stepSize: lot };
  return [
    { filterType: 'PRICE_FILTER', minPrice: tick, maxPrice: '1000000.00000000', tickSize: tick },
    { filterType: 'LOT_SIZE', ...sizes },
    { filterType: 'MARKET_LOT_SIZE', ...sizes },
    printing.product === 'spot'
      ? {
          filterType: 'NOTIONAL',
          minNotional: '5.00000000',
          applyMinToMarket: true,
          maxNotional: '9000000.00000000',
          applyMaxToMarket: false,
          avgPriceMins: 5,
        }
      : { filterType: 'MIN_NOTIONAL', notional: '5' },
  ];
}

/** As documented for spot in July 2026; what says nothing of trading is left out. */
function spotSymbol(desk: Desk): object {
  const { base, quote } = desk.market.spec;
  return {
    symbol: desk.printing.venueSymbol,
    status: 'TRADING',
    baseAsset: base,
    baseAssetPrecision: 8,
    quoteAsset: quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
    icebergAllowed: false,
    ocoAllowed: false,
    otoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    cancelReplaceAllowed: true,
    amendAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: filtersOf(desk),
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'NONE',
    allowedSelfTradePreventionModes: ['NONE'],
  };
}

function futuresSymbol(desk: Desk): object {
  const { base, quote, priceDecimals, sizeDecimals } = desk.market.spec;
  return {
    symbol: desk.printing.venueSymbol,
    pair: desk.printing.venueSymbol,
    contractType: 'PERPETUAL',
    deliveryDate: 4_133_404_800_000,
    onboardDate: 1_569_398_400_000,
    status: 'TRADING',
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: base,
    quoteAsset: quote,
    marginAsset: quote,
    pricePrecision: priceDecimals,
    quantityPrecision: sizeDecimals,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    underlyingSubType: ['PoW'],
    triggerProtect: '0.0500',
    liquidationFee: '0.012500',
    marketTakeBound: '0.05',
    filters: filtersOf(desk),
    orderTypes: ['LIMIT', 'MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
  };
}
