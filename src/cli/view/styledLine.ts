import { printable } from '../printable.ts';

/** What a piece of text means to the eye. */
export type Tone = 'strong' | 'faint' | 'good' | 'bad' | 'buy' | 'sell';

/** A piece of text. Without a tone it is plain. */
export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}

/** One line of the screen. */
export type StyledLine = readonly Span[];

const CODES: Readonly<Record<Tone, string>> = {
  strong: '1',
  faint: '2',
  good: '1;32',
  bad: '1;31',
  buy: '32',
  sell: '31',
};

/** What stands for the rest of a line that is cut: a number cut short would be another number. */
const CUT = '…';

/** A line as a terminal takes it: cut to `columns`, and then visibly so, coloured or not. */
export function printLine(line: StyledLine, columns: number, colour: boolean): string {
  const cut = line.reduce((length, { text }) => length + printable(text).length, 0) > columns;
  let room = Math.max(0, cut ? columns - CUT.length : columns);
  const pieces: string[] = [];
  for (const { text, tone } of line) {
    const shown = printable(text).slice(0, room);
    room -= shown.length;
    pieces.push(colour && tone !== undefined && shown !== '' ? `\u001b[${CODES[tone]}m${shown}\u001b[0m` : shown);
  }
  return cut ? `${pieces.join('')}${CUT}` : pieces.join('');
}
