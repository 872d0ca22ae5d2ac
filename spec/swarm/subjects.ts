import type { Subject } from './subject.ts';
import { binanceSubject } from './subjects/binanceSubject.ts';
import { gateioSubject } from './subjects/gateioSubject.ts';
import { krakenSubject } from './subjects/krakenSubject.ts';
import { okxSubject } from './subjects/okxSubject.ts';

/** The venues that are played, by name. */
export const subjects: Readonly<Record<string, Subject>> = {
  kraken: krakenSubject,
  okx: okxSubject,
  binance: binanceSubject,
  gateio: gateioSubject,
};
