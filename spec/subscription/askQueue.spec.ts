import { describe, expect, it } from '@jest/globals';
import { queueScheduler, VirtualTimeScheduler } from 'rxjs';
import { type AskQueue, askQueue } from '../../src/subscription/askQueue.ts';

describe('askQueue', () => {
  const queued = () => {
    const scheduler = new VirtualTimeScheduler();
    const handed: (readonly string[])[] = [];
    const queue = askQueue<string>((items) => handed.push(items), scheduler);
    return { scheduler, handed, queue };
  };

  it('hands on together what was added at one instant, in order', () => {
    const { scheduler, handed, queue } = queued();
    for (const item of ['a', 'b', 'c']) queue.add(item);
    queue.remove('b');
    expect([handed, queue.size()]).toEqual([[], 2]);
    scheduler.flush();
    queue.add('d');
    scheduler.flush();
    expect([handed, queue.size()]).toEqual([[['a', 'c'], ['d']], 0]);
  });

  it('takes one turn for all, also for what comes after all were taken back', () => {
    const { scheduler, queue } = queued();
    queue.add('a');
    queue.remove('a');
    queue.add('b');
    expect(scheduler.actions).toHaveLength(1);
  });

  it('collects anew what is added while it hands on', () => {
    const handed: (readonly string[])[] = [];
    const scheduler = new VirtualTimeScheduler();
    const queue: AskQueue<string> = askQueue((items) => {
      handed.push(items);
      if (handed.length === 1) queue.add('b');
    }, scheduler);
    queue.add('a');
    scheduler.flush();
    expect(handed).toEqual([['a'], ['b']]);
  });

  it('works on a scheduler that takes its turn at once', () => {
    const handed: (readonly string[])[] = [];
    const queue = askQueue<string>((items) => handed.push(items), queueScheduler);
    queue.add('a');
    queue.add('b');
    expect(handed).toEqual([['a'], ['b']]);
  });

  it('forgets everything when closed, its turn too', () => {
    const { scheduler, handed, queue } = queued();
    queue.add('a');
    queue.close();
    queue.add('b');
    expect([scheduler.actions.length, queue.size()]).toEqual([0, 0]);
    scheduler.flush();
    expect(handed).toEqual([]);
  });
});
