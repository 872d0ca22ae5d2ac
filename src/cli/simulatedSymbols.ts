/** What a simulated venue lists unless told otherwise; anything else it refuses, as a venue does. */
export const simulatedSymbols: readonly string[] = ['BTC/USD', 'ETH/USD', 'SOL/USD', 'XRP/USD', 'BTC/EUR', 'ETH/BTC'];
