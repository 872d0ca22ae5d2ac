import { timeText } from '../timeText.ts';
import { booksText } from './booksText.ts';
import { SHOWN_TRADES } from './reduceView.ts';
import { spreadText } from './spreadText.ts';
import type { Span, StyledLine, Tone } from './styledLine.ts';
import { trustText } from './trustText.ts';
import { type Panel, type Quoted, trustOf } from './viewState.ts';

/** How wide the screen is laid out. */
const WIDTH = 79;

/** One symbol, in as many lines whatever has come yet: its trust, its prices, its last trades. */
export function panelLines(panel: Panel, now: number): readonly StyledLine[] {
  const { feeds } = panel;
  // What was last known is shown while stale, but faintly.
  const faint: Tone | undefined = trustOf(panel)?.kind === 'live' ? undefined : 'faint';
  return [
    headLine(panel, now),
    ...(feeds.has('book') || feeds.has('quotes') || feeds.has('ticker') ? [topLine(panel, faint)] : []),
    ...(feeds.has('ticker') ? [tickerLine(panel, faint)] : []),
    ...(feeds.has('candles') ? [candleLine(panel, faint)] : []),
    ...(feeds.has('trades') ? tradeLines(panel, faint) : []),
  ];
}

function headLine(panel: Panel, now: number): StyledLine {
  const trust = trustOf(panel);
  const name = ` ${panel.symbol.padEnd(9)} `;
  const state = trustText(trust, now);
  const epoch = trust?.kind === 'live' ? ` epoch ${trust.epoch}` : '';
  const counts = [
    ...(panel.feeds.has('book') ? [booksText(panel)] : []),
    ...(panel.feeds.has('trades') ? [`trades ${panel.trades}`] : []),
  ].join('   ');
  const room = WIDTH - name.length - state.length - epoch.length;
  return [
    { text: name, tone: 'strong' },
    { text: state, tone: trust?.kind === 'live' ? 'good' : 'bad' },
    { text: epoch, tone: 'faint' },
    { text: counts === '' ? '' : ` ${counts.padStart(room - 1)}` },
  ];
}

function topLine({ top }: Panel, tone: Tone | undefined): StyledLine {
  return [
    { text: '   bid ', tone: 'faint' },
    span(quotedText(top.bid), tone ?? 'buy'),
    { text: '   ask ', tone: 'faint' },
    span(quotedText(top.ask), tone ?? 'sell'),
    { text: '   spread ', tone: 'faint' },
    span(spreadText(top) ?? '-', tone),
  ];
}

function quotedText(quoted: Quoted | undefined): string {
  if (quoted === undefined) return '-'.padStart(10).padEnd(25);
  return `${quoted.priceText.padStart(10)} x ${quoted.sizeText.padEnd(12)}`;
}

function tickerLine({ ticker }: Panel, tone: Tone | undefined): StyledLine {
  if (ticker === undefined) return [{ text: '   -', tone: 'faint' }];
  const { lastText, high, low, volume, changePercent } = ticker;
  const change = changePercent === undefined ? undefined : `${changePercent.toFixed(2)}%`;
  return labelled({ last: lastText, high, low, volume, change }, tone);
}

function candleLine({ candle }: Panel, tone: Tone | undefined): StyledLine {
  if (candle === undefined) return [{ text: '   -', tone: 'faint' }];
  const { interval, openTime, openText, highText, lowText, closeText, volumeText } = candle;
  return [
    { text: `   ${interval} ${timeText(openTime).slice(0, 5)}`, tone: 'faint' },
    ...labelled({ open: openText, high: highText, low: lowText, close: closeText, volume: volumeText }, tone),
  ];
}

function labelled(fields: Readonly<Record<string, string | number | undefined>>, tone: Tone | undefined): Span[] {
  return Object.entries(fields).flatMap(([label, value]): Span[] =>
    value === undefined ? [] : [{ text: `   ${label} `, tone: 'faint' }, span(String(value), tone)],
  );
}

function tradeLines({ lastTrades }: Panel, tone: Tone | undefined): readonly StyledLine[] {
  return Array.from({ length: SHOWN_TRADES }, (_, index): StyledLine => {
    const trade = lastTrades[index];
    if (trade === undefined) return [{ text: index === 0 ? '   no trade yet' : '', tone: 'faint' }];
    const { time, side, priceText, sizeText } = trade;
    return [
      { text: `   ${timeText(time)} `, tone: 'faint' },
      span(`${side.padEnd(4)} ${priceText.padStart(10)} x ${sizeText}`, tone ?? side),
    ];
  });
}

function span(text: string, tone: Tone | undefined): Span {
  return tone === undefined ? { text } : { text, tone };
}
