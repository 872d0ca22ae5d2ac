// The venues there are, each under its name. A new one is a folder and a row.
export { binanceVenue as binance } from './binance/binanceVenue.ts';
export { gateioVenue as gateio } from './gateio/gateioVenue.ts';
export { krakenVenue as kraken } from './kraken/krakenVenue.ts';
export { okxVenue as okx } from './okx/okxVenue.ts';
