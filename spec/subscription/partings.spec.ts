import { describe, expect, it } from '@jest/globals';
import { asyncScheduler, defer, NEVER, type Observable, throwError } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { type Partings, partings } from '../../src/subscription/partings.ts';
import { marbles } from '../../src/testing/marbles.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import { tinyTopic } from '../helpers/tinyDialect.ts';

const topic = tinyTopic({ channel: 'trades', symbol: 'A' });
const elsewhere = tinyTopic({ channel: 'trades', symbol: 'B' });
/** Its frames look the same. */
const lookalike: Topic = { ...topic, key: 'another' };

/** Partings whose asks go as they are told. */
function parting(...answers: readonly Observable<'sent' | 'acknowledged'>[]): Partings {
  let asked = 0;
  return partings({ ask: () => answers[asked++] ?? NEVER }, { ackTimeout: 3, scheduler: asyncScheduler });
}

describe('partings', () => {
  it(
    'are over at once for a route that nobody leaves',
    marbles(({ expectObservable }) => {
      const { over } = parting();
      expectObservable(over(topic)).toBe('|');
    }),
  );

  it(
    'are over with the answer, whichever it is, for all who wait and all who come later',
    marbles(({ cold, expectObservable }) => {
      const steps = { s: 'sent', a: 'acknowledged' } as const;
      for (const answer$ of [cold('s--(a|)', steps), cold('s--#', steps, new ColdwireError('subscription-rejected'))]) {
        const { begin, over } = parting(answer$);
        begin(topic);
        expectObservable(over(topic)).toBe('---|');
        expectObservable(over(elsewhere)).toBe('|');
        expectObservable(over(topic), '-----^').toBe('-----|');
      }
    }),
  );

  it(
    'are asked for again where no word comes in time, until there is one, for who would get the same frames',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const lost$ = cold<'sent'>('     s--#', { s: 'sent' }, new ColdwireError('ack-timeout'));
      const late$ = cold<'sent'>('     s--#', { s: 'sent' }, new ColdwireError('ack-timeout'));
      const heard$ = cold<'sent'>('    s-|', { s: 'sent' });
      const { begin, over } = parting(defer(() => [lost$, late$, heard$][tries++] ?? NEVER));
      let tries = 0;
      begin(topic);
      expectObservable(over(lookalike)).toBe('--------|');
      expectSubscriptions(lost$.subscriptions).toBe('^--!');
      expectSubscriptions(late$.subscriptions).toBe('---^--!');
      expectSubscriptions(heard$.subscriptions).toBe('------^-!');
    }),
  );

  it(
    'are over when no word comes in time, for who wants the very topic back',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const lost$ = cold<'sent'>('   s--#', { s: 'sent' }, new ColdwireError('ack-timeout'));
      const again$ = cold<'sent'>('  s---#', { s: 'sent' }, new ColdwireError('ack-timeout'));
      const { begin, over } = parting(defer(() => [lost$, again$][tries++] ?? NEVER));
      let tries = 0;
      begin(topic);
      expectObservable(over(topic), '^-!').toBe('---');
      expectObservable(over(topic), '----^').toBe('-------|');
      expectObservable(over(lookalike)).toBe('-------|');
      expectSubscriptions(lost$.subscriptions).toBe('^--!');
      expectSubscriptions(again$.subscriptions).toBe('---^---!');
    }),
  );

  it(
    'are tried again where the socket is too full, even for who wants the very topic back',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const cause = new ColdwireError('overflow');
      const full$ = cold<'sent'>(' #', undefined, new ColdwireError('not-sent', {}, { cause }));
      const heard$ = cold<'sent'>('s-|', { s: 'sent' });
      const { begin, over } = parting(defer(() => [full$, full$, heard$][tries++] ?? NEVER));
      let tries = 0;
      begin(topic);
      expectObservable(over(topic)).toBe('--------|');
      expectSubscriptions(full$.subscriptions).toBe(['(^!)', '---(^!)']);
      expectSubscriptions(heard$.subscriptions).toBe('------^-!');
    }),
  );

  it(
    'are over at once where the answer is there at once',
    marbles(({ expectObservable }) => {
      const { begin, over } = parting(throwError(() => new ColdwireError('not-sent')));
      begin(topic);
      expectObservable(over(topic)).toBe('|');
    }),
  );

  it(
    'of a route that is left again by who waited for it are over with the latter',
    marbles(({ cold, expectObservable, flush }) => {
      const { begin, over } = parting(cold('--|'), cold('---|'));
      begin(topic);
      let left = 0;
      over(topic).subscribe({
        complete: () => {
          left++;
          begin(topic);
        },
      });
      expectObservable(over(topic), '---^').toBe('-----|');
      flush();
      expect(left).toBe(1);
    }),
  );

  it(
    'wait for nothing once closed',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer$ = cold<'sent'>('                -----|');
      const { begin, over, close } = parting(answer$, NEVER);
      begin(topic);
      cold('                                        --c').subscribe(() => {
        close();
        begin(tinyTopic({ channel: 'trades', symbol: 'B' }));
      });
      expectSubscriptions(answer$.subscriptions).toBe('^-!');
      expectObservable(over(topic), '   ^------!').toBe('-');
      expectObservable(over(elsewhere), '          ---^').toBe('---|');
    }),
  );
});
