import { describe, expect, it } from '@jest/globals';
import { Subject, VirtualTimeScheduler } from 'rxjs';
import { decodeFrames } from '../../src/connection/decodeFrames.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

const settings = (own: Partial<ConnectionSettings<Note>> = {}): ConnectionSettings<Note> =>
  connectionSettings(new VirtualTimeScheduler(), own);
const frame = (text: string): string => JSON.stringify({ text });

describe('decodeFrames', () => {
  it(
    'delivers messages, emits nothing, and ends as the frames do',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const heard: (string | undefined)[] = [];
      const frames$ = cold<Frame>('                                                 -a-b-#', {
        a: frame('a'),
        b: frame('b'),
      });
      const deliver = ({ text }: Note): unknown => heard.push(text);
      expectObservable(decodeFrames<Note>(frames$, deliver, settings())).toBe('-----#');
      expectObservable(decodeFrames<Note>(cold<Frame>('--|'), deliver, settings())).toBe('--|');
      expectSubscriptions(frames$.subscriptions).toBe('                              ^----!');
      expect(heard).toEqual([]);
    }),
  );

  it('counts and reports what it cannot decode, and goes on', () => {
    const errors: Error[] = [];
    const own = settings({ onUndecodable: (error) => errors.push(error) });
    const heard: Note[] = [];
    const frames$ = new Subject<Frame>();
    decodeFrames<Note>(frames$, (note) => heard.push(note), own).subscribe();
    for (const next of [frame('a'), '{"secret"', Uint8Array.of(1, 2), frame('b')]) frames$.next(next);
    expect(heard).toEqual([{ text: 'a' }, { text: 'b' }]);
    expect(errors.map(({ message }) => message)).toEqual([
      'protocol-violation (what: frame, length: 9)',
      'protocol-violation (what: frame, length: 2)',
    ]);
    expect(errors.every((error) => isColdwireError(error) && error.cause instanceof SyntaxError)).toBe(true);
    expect(own.counters).toMatchObject({ framesIn: 4, undecodable: 2 });
  });

  it('delivers one message at a time, so that all who listen see the same order', () => {
    const frames$ = new Subject<Frame>();
    const messages$ = new Subject<Note>();
    const heard: string[] = [];
    messages$.subscribe(({ text }) => {
      // A peer that answers synchronously, twice.
      if (text === 'a') for (const answer of ['b', 'c']) frames$.next(frame(answer));
      heard.push(`first ${text}`);
    });
    messages$.subscribe(({ text }) => heard.push(`second ${text}`));
    decodeFrames<Note>(frames$, (note) => messages$.next(note), settings()).subscribe();
    frames$.next(frame('a'));
    expect(heard).toEqual(['first a', 'second a', 'first b', 'second b', 'first c', 'second c']);
    frames$.next(frame('d'));
    expect(heard.slice(6)).toEqual(['first d', 'second d']);
  });
});
