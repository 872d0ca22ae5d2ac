import { describe, expect, it } from '@jest/globals';
import { agenda } from '../../src/simulation/agenda.ts';
import { handClock } from './bareClient.ts';

const keeping = (...dues: number[]) => {
  const clock = handClock();
  const done: [due: number, at: number][] = [];
  const kept = agenda(clock, {
    nextAt: () => dues[0],
    run: () => void done.push([dues.shift() ?? -1, clock.now()]),
  });
  return { clock, done, kept };
};

describe('agenda', () => {
  it('does nothing until resumed, then each duty at its time, with one timer at most', () => {
    const { clock, done, kept } = keeping(10, 10, 30);
    clock.pass(5);
    expect(clock.waiting()).toBe(0);
    kept.resume();
    expect(clock.waiting()).toBe(1);
    clock.pass(100);
    expect(done).toEqual([
      [10, 10],
      [10, 10],
      [30, 30],
    ]);
    expect(clock.waiting()).toBe(0);
  });

  it('leaves no timer when paused, and makes up at once for what fell into the pause', () => {
    const { clock, done, kept } = keeping(10, 20, 30);
    kept.resume();
    clock.pass(10);
    kept.pause();
    expect(clock.waiting()).toBe(0);
    clock.pass(15);
    kept.resume();
    expect(done).toEqual([
      [10, 10],
      [20, 25],
    ]);
    clock.pass(10);
    expect(done.at(-1)).toEqual([30, 30]);
  });

  it('does what is due without going on when it only catches up', () => {
    const { clock, done, kept } = keeping(10, 20);
    clock.pass(15);
    kept.catchUp();
    expect(done).toEqual([[10, 15]]);
    expect(clock.waiting()).toBe(0);
  });

  it('stops in the middle when a duty pauses it', () => {
    const clock = handClock();
    let runs = 0;
    const kept = agenda(clock, {
      nextAt: () => 0,
      run() {
        runs++;
        kept.pause();
      },
    });
    kept.resume();
    expect([runs, clock.waiting()]).toEqual([1, 0]);
  });
});
