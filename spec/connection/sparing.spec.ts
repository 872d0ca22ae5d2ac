import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { sparing } from '../../src/connection/sparing.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

const strange = new TypeError('no such field');

/** Throws on a message without text. */
function judge({ text }: Note): boolean {
  if (text === undefined) throw strange;
  return text === 'yes';
}

/** Spared settings with what they report. */
function spared(own: Partial<ConnectionSettings<Note>>) {
  const reports: unknown[] = [];
  const settings = connectionSettings(new VirtualTimeScheduler(), {
    ...own,
    onUndecodable: ({ message, cause }) => reports.push(message, cause),
  });
  return { settings: sparing(settings), reports };
}

const every = 5;
const message = (): Note => ({});
const within = 5;

describe('sparing', () => {
  it.each([
    ['idOf', (settings: ConnectionSettings<Note>) => settings.idOf, undefined],
    ['silence.isProof', ({ silence }: ConnectionSettings<Note>) => silence?.isProof, false],
    ['answers', ({ answers }: ConnectionSettings<Note>) => answers, undefined],
    ['heartbeat.isReply', ({ heartbeat }: ConnectionSettings<Note>) => heartbeat?.isReply, false],
  ])('counts and reports what %s throws on, and takes it for a no', (_, judgementOf, no) => {
    const { settings, reports } = spared({
      idOf: (note) => (judge(note) ? 'yes' : 'no'),
      answers: (note) => (judge(note) ? 'yes' : 'no'),
      silence: { within, isProof: judge },
      heartbeat: { every, message, isReply: judge },
    });
    const judgement = judgementOf(settings);
    expect(judgement?.({})).toBe(no);
    expect(reports).toEqual(['protocol-violation (what: message)', strange]);
    expect(settings.counters.undecodable).toBe(1);
    expect([judgement?.({ text: 'yes' }), judgement?.({ text: 'no' })]).toEqual(
      no === undefined ? ['yes', 'no'] : [true, false],
    );
    expect(settings.counters.undecodable).toBe(1);
  });

  it('adds no watch and no judgement where there was none', () => {
    const { settings } = spared({});
    expect([settings.silence, settings.heartbeat]).toEqual([undefined, undefined]);
    const watched = spared({ silence: { within }, heartbeat: { every, message } }).settings;
    expect(watched.silence).toEqual({ within });
    expect(watched.heartbeat).toEqual({ every, message });
  });
});
