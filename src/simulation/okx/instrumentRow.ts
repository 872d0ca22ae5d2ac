import type { Listing } from './listing.ts';
import { numberText } from './numberText.ts';

/** An instrument as the venue lists it, in the channel and by REST; the fields are those recorded, and the number orders want. */
export function instrumentRow({ market, instId, instType, instIdCode }: Listing): object {
  const { base, quote, settle = '', contractSize, priceDecimals, sizeDecimals, minLots } = market.spec;
  const isSpot = instType === 'SPOT';
  const ofSwap = (text: string): string => (isSpot ? '' : text);
  return {
    alias: '',
    baseCcy: isSpot ? base : '',
    category: '1',
    ctMult: ofSwap('1'),
    ctType: ofSwap(settle === base ? 'inverse' : 'linear'),
    ctVal: ofSwap(contractSize ?? '1'),
    ctValCcy: ofSwap(base),
    expTime: '',
    instFamily: ofSwap(`${base}-${quote}`),
    instId,
    instIdCode,
    instType,
    lever: isSpot ? '10' : '100',
    listTime: '1606468572000',
    lotSz: numberText(1, sizeDecimals),
    maxIcebergSz: '100000000.0000000000000000',
    maxLmtAmt: '20000000',
    maxLmtSz: '100000000',
    maxMktAmt: isSpot ? '1000000' : '',
    maxMktSz: isSpot ? '1000000' : '30000',
    maxStopSz: isSpot ? '1000000' : '30000',
    maxTriggerSz: '100000000.0000000000000000',
    maxTwapSz: '100000000.0000000000000000',
    minSz: numberText(minLots, sizeDecimals),
    optType: '',
    quoteCcy: isSpot ? quote : '',
    ruleType: 'normal',
    settleCcy: settle,
    state: 'live',
    stk: '',
    tickSz: numberText(1, priceDecimals),
    uly: ofSwap(`${base}-${quote}`),
  };
}
