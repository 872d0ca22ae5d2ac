/** `{"arg":{"channel":"tickers","instId":"BTC-USDT"},"data":[..]}`: what every frame of data but those of books looks like. */
export function dataText(arg: object, data: readonly unknown[]): string {
  return JSON.stringify({ arg, data });
}
