import { timeText } from '../timeText.ts';
import { panelLines } from './panelLines.ts';
import { SHOWN_NOTES } from './reduceView.ts';
import { statusLines } from './statusLines.ts';
import type { StyledLine } from './styledLine.ts';
import type { ViewState } from './viewState.ts';

/** The whole screen: title, a panel a symbol, sockets and totals, what happened last. */
export function screen(title: string, state: ViewState, now: number): readonly StyledLine[] {
  const blank: StyledLine = [];
  return [
    [{ text: title, tone: 'strong' }],
    blank,
    ...[...state.panels.values()].flatMap((panel) => [...panelLines(panel, now), blank]),
    ...statusLines(state.status, now),
    blank,
    ...Array.from({ length: SHOWN_NOTES }, (_, index): StyledLine => {
      const note = state.notes[index];
      return note === undefined ? blank : [{ text: ` ${timeText(note.at)} `, tone: 'faint' }, { text: note.text }];
    }),
  ];
}
