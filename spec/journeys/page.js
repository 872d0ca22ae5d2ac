// The page of the specs in a browser: what a user's page would do by a plan, and a record of what it saw.
import { createClient } from 'coldwire';
import { kraken } from 'coldwire/exchanges/kraken';

const seen = { events: [], notices: [], errors: [] };
globalThis.addEventListener('error', ({ message }) => seen.errors.push(message));
globalThis.addEventListener('unhandledrejection', ({ reason }) => seen.errors.push(String(reason)));

const { symbols, within, options } = JSON.parse(new URLSearchParams(globalThis.location.search).get('plan'));
/** The venue, found silent after `within` milliseconds. */
const patient = Object.entries(kraken.dialects).map(([name, dialect]) => [
  name,
  { ...dialect, liveness: { ...dialect.liveness, ...(within && { within }) } },
]);
const reporter = {
  next: ({ kind, text }) => {
    if (kind === 'notice') seen.notices.push(text);
  },
};
const client = createClient({ ...kraken, dialects: Object.fromEntries(patient) }, { ...options, reporter });

const follow = (subscription) =>
  client.feed(subscription).subscribe({
    next: (event) => {
      const { kind } = event;
      const about = { kind, channel: subscription.channel, symbol: subscription.symbol };
      if (kind !== 'data') seen.events.push({ ...about, epoch: event.epoch, reason: event.reason });
      else seen.events.push({ ...about, checksum: event.value.checksum, bid: event.value.bestBid?.priceText });
    },
    error: (error) => seen.errors.push(error.message),
  });

Object.assign(globalThis, { seen, follow });
for (const symbol of symbols) follow({ channel: 'book', symbol, depth: 10 });
