import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { isOver } from '../../src/connection/isOver.ts';

describe('a connection', () => {
  it('is over once its messages have completed, and is not held by the question', () => {
    const messages$ = new Subject<unknown>();
    expect([isOver({ messages$ }), messages$.observed]).toEqual([false, false]);
    messages$.complete();
    expect(isOver({ messages$ })).toBe(true);
  });

  it('is over for who is told first that it ended', () => {
    const messages$ = new Subject<unknown>();
    const told: boolean[] = [];
    messages$.subscribe({ complete: () => told.push(isOver({ messages$: messages$.asObservable() })) });
    messages$.complete();
    expect(told).toEqual([true]);
  });
});
