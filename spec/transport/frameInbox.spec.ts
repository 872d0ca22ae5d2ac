import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { take } from 'rxjs';
import type { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import { type FrameInbox, frameInbox } from '../../src/transport/frameInbox.ts';

const roomy = { frames: 1_000, bytes: 1_000_000 };

function inboxOf(bounds: { frames: number; bytes: number } = roomy): { inbox: FrameInbox; overflows: ColdwireError[] } {
  const overflows: ColdwireError[] = [];
  return { inbox: frameInbox(bounds, (error) => overflows.push(error as ColdwireError)), overflows };
}

/** Everything a subscriber is told, in order. */
function read(inbox: FrameInbox): unknown[] {
  const told: unknown[] = [];
  inbox.frames$.subscribe({
    next: (frame) => told.push(frame),
    error: (error: ColdwireError) => told.push(error.context),
    complete: () => told.push('complete'),
  });
  return told;
}

describe('frameInbox', () => {
  it('gives every frame once and in order, whenever its subscriber comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.nat(), (frames, moment) => {
        const { inbox } = inboxOf();
        const early = moment % (frames.length + 1);
        frames.slice(0, early).forEach(inbox.deliver);
        const told = read(inbox);
        frames.slice(early).forEach(inbox.deliver);
        expect(told).toEqual(frames);
      }),
    );
  });

  it('queues what arrives while the kept frames are being read', () => {
    const { inbox } = inboxOf();
    inbox.deliver('1');
    inbox.deliver('2');
    const told: Frame[] = [];
    inbox.frames$.subscribe((frame) => {
      told.push(frame);
      if (frame === '1') inbox.deliver('3');
    });
    inbox.deliver('4');
    expect(told).toEqual(['1', '2', '3', '4']);
  });

  it('gives what was kept to a subscriber that comes after the end, and completes', () => {
    const { inbox } = inboxOf();
    inbox.deliver('last words');
    inbox.end();
    expect(read(inbox)).toEqual(['last words', 'complete']);
  });

  it('completes its subscriber at the end', () => {
    const { inbox } = inboxOf();
    const told = read(inbox);
    inbox.deliver('1');
    inbox.end();
    expect(told).toEqual(['1', 'complete']);
  });

  it('says nothing once muted, not even what was kept', () => {
    const { inbox } = inboxOf();
    inbox.deliver('1');
    inbox.mute();
    expect(read(inbox)).toEqual([]);
    const other = inboxOf().inbox;
    const told = read(other);
    other.mute();
    other.deliver('1');
    expect(told).toEqual([]);
  });

  it('refuses a second subscriber beside the first', () => {
    const { inbox } = inboxOf();
    const first = read(inbox);
    expect(read(inbox)).toEqual([{ what: 'a second subscriber of frames$' }]);
    inbox.deliver('1');
    expect(first).toEqual(['1']);
  });

  it('takes another subscriber after the first, and drops what came between', () => {
    const { inbox } = inboxOf();
    inbox.deliver('1');
    inbox.frames$.pipe(take(1)).subscribe();
    inbox.deliver('2');
    const told = read(inbox);
    inbox.deliver('3');
    expect(told).toEqual(['3']);
  });

  it.each([
    ['frames', { frames: 2, bytes: 100 }, ['', '', ''], { limit: 2, what: 'frames before a subscriber' }],
    ['characters', { frames: 9, bytes: 3 }, ['ab', 'cd'], { limit: 3, what: 'bytes before a subscriber' }],
    ['bytes', { frames: 9, bytes: 3 }, [new Uint8Array(4)], { limit: 3, what: 'bytes before a subscriber' }],
  ])('overflows on more %s than it may keep', (_, bounds, frames, context) => {
    const { inbox, overflows } = inboxOf(bounds);
    frames.forEach(inbox.deliver);
    expect(overflows.map((error) => [error.kind, error.context])).toEqual([['overflow', context]]);
  });

  it('keeps exactly as much as it may', () => {
    const { inbox, overflows } = inboxOf({ frames: 2, bytes: 4 });
    inbox.deliver('ab');
    inbox.deliver('cd');
    expect(overflows).toEqual([]);
    expect(read(inbox)).toEqual(['ab', 'cd']);
  });

  it('bounds nothing once somebody reads', () => {
    const { inbox, overflows } = inboxOf({ frames: 1, bytes: 1 });
    const told = read(inbox);
    for (let n = 0; n < 10; n++) inbox.deliver('long enough');
    expect(told).toHaveLength(10);
    expect(overflows).toEqual([]);
  });
});
