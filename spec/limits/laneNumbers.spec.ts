import { describe, expect, it } from '@jest/globals';
import { laneNumbers } from '../../src/limits/laneNumbers.ts';

describe('laneNumbers', () => {
  it('let a cancel go first, then what keeps the socket, and a snapshot last', () => {
    const byUrgency = Object.entries(laneNumbers)
      .sort(([, a], [, b]) => a - b)
      .map(([lane]) => lane);
    expect(byUrgency).toEqual(['cancel', 'heartbeat', 'order', 'auth', 'subscribe', 'snapshot']);
    expect(new Set(Object.values(laneNumbers)).size).toBe(byUrgency.length);
  });
});
