import { Observable, type SchedulerLike, Subject, timer } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Transport } from '../../src/transport/socket.ts';

/** A venue just big enough for the command: it confirms each subscription but of `NO/PE`, then trades it once a second. */
export function tinyKraken(scheduler: SchedulerLike): { readonly transport: Transport; readonly open: () => number } {
  let open = 0;
  const transport: Transport = () =>
    new Observable((subscriber) => {
      const frames$ = new Subject<string>();
      const say = (message: unknown): void => frames$.next(JSON.stringify(message));
      open++;
      subscriber.add(() => {
        open--;
      });
      subscriber.next({
        frames$,
        bufferedAmount: 0,
        send: (frame) => {
          if (subscriber.closed) throw new ColdwireError('not-sent');
          const { method, params, req_id } = JSON.parse(String(frame));
          for (const symbol of params.symbol) {
            subscriber.add(
              timer(10, 1_000, scheduler).subscribe((beat) => {
                if (beat === 0 && symbol === 'NO/PE')
                  say({ method, success: false, error: 'Currency pair not supported NO/PE', symbol, req_id });
                else if (beat === 0) say({ method, success: true, result: { ...params, symbol }, req_id });
                else if (symbol !== 'NO/PE') say(trade(symbol, beat));
              }),
            );
          }
        },
      });
    });
  return { transport, open: () => open };
}

function trade(symbol: string, id: number): unknown {
  const timestamp = new Date(Date.UTC(2026, 7, 2, 14, 3, id)).toISOString();
  const row = { symbol, side: 'buy', price: 63388.8, qty: 0.25, ord_type: 'limit', trade_id: id, timestamp };
  return { channel: 'trade', type: 'update', data: [row] };
}
