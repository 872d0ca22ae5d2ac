/** A strategy that averages a spread, and starts afresh after every loss of either market. */
import { createClient } from 'coldwire';
import { kraken } from 'coldwire/exchanges/kraken';
import { combineLive, countOf, liveSpans, meanOf, rollingWindow } from 'coldwire/operators';
import { simulateVenue } from 'coldwire/simulation';
import { endWith, last, map, switchMap, takeUntil, timer, VirtualTimeScheduler } from 'rxjs';

const scheduler = new VirtualTimeScheduler();
const venue = simulateVenue('kraken', {
  seed: 2,
  scheduler,
  faults: [{ t: 8_000, kind: 'drop', args: { code: 1012 } }],
});
const client = createClient(kraken, { transport: venue.transport, scheduler, random: () => 0.5 });

combineLive({
  btc: client.feed({ channel: 'book', symbol: 'BTC/USD' }),
  eth: client.feed({ channel: 'book', symbol: 'ETH/USD' }),
})
  .pipe(
    liveSpans(),
    map((span$) =>
      span$.pipe(
        map(({ btc, eth }) => (eth.mid ?? 0) / (btc.mid ?? 1)),
        rollingWindow({ count: 20, aggregates: { ratio: meanOf((ratio: number) => ratio), values: countOf() } }),
        map(({ ratio, values }) => `ratio ${ratio.toFixed(2)} of the last ${values}`),
        last(null, 'nothing in this stretch'),
        endWith('this stretch is over'),
      ),
    ),
    // Each stretch is listened to until the next one begins.
    switchMap((told$) => told$),
    takeUntil(timer(20_000, scheduler)),
  )
  .subscribe((line) => console.log(line));
scheduler.flush();

// prints
// ratio 0.03 of the last 20
// this stretch is over
