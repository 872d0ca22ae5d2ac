// The page of chromium.spec.ts: what a user's page would do, and a record of what it saw.
import { createClient } from 'coldwire';
import { kraken } from 'coldwire/exchanges/kraken';
import { merge } from 'rxjs';

const seen = { events: [], errors: [] };
Object.assign(globalThis, { seen });
globalThis.addEventListener('error', ({ message }) => seen.errors.push(message));
globalThis.addEventListener('unhandledrejection', ({ reason }) => seen.errors.push(String(reason)));

const url = new URLSearchParams(globalThis.location.search).get('venue');
const client = createClient(kraken, { url, backoff: { base: 100, cap: 100 } });
const books = ['BTC/USD', 'ETH/USD'].map((symbol) => client.feed({ channel: 'book', symbol, depth: 10 }));

merge(...books).subscribe({
  next: (event) => {
    const { kind, subscription } = event;
    const about = { kind, symbol: subscription.symbol };
    if (kind !== 'data') seen.events.push({ ...about, epoch: event.epoch, reason: event.reason });
    else seen.events.push({ ...about, checksum: event.value.checksum, bid: event.value.bestBid?.priceText });
  },
  error: (error) => seen.errors.push(error.message),
});
