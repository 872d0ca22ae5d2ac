import { timeText } from '../timeText.ts';
import { booksText } from './booksText.ts';
import { spreadText } from './spreadText.ts';
import { trustText } from './trustText.ts';
import { type Panel, type Quoted, type Top, trustOf } from './viewState.ts';

/**
 * One symbol in one line, for where there is no terminal. Prices are left out while they cannot be trusted.
 *
 * `14:03:05 BTC/USD LIVE bid 63388.7 x 0.25761908 ask 63388.8 x 0.34890000 spread 0.1 books 214 verified trades 12 epoch 2`
 */
export function plainLine(panel: Panel, now: number): string {
  const trust = trustOf(panel);
  const parts = [timeText(now), panel.symbol, trustText(trust, now)];
  if (trust?.kind === 'live') parts.push(...topParts(panel.top), ...valueParts(panel));
  parts.push(...countParts(panel));
  if (trust !== undefined && trust.kind !== 'failed' && trust.epoch > 0) parts.push(`epoch ${trust.epoch}`);
  return parts.join(' ');
}

function topParts(top: Top): readonly string[] {
  const spread = spreadText(top);
  return [
    ...(top.bid === undefined ? [] : [`bid ${quotedText(top.bid)}`]),
    ...(top.ask === undefined ? [] : [`ask ${quotedText(top.ask)}`]),
    ...(spread === undefined ? [] : [`spread ${spread}`]),
  ];
}

function quotedText({ priceText, sizeText }: Quoted): string {
  return `${priceText} x ${sizeText}`;
}

function valueParts({ ticker, candle, lastTrades: [trade] }: Panel): readonly string[] {
  return [
    ...(ticker === undefined ? [] : [`last ${ticker.lastText}`]),
    ...(candle === undefined
      ? []
      : [
          `open ${candle.openText} high ${candle.highText} low ${candle.lowText} close ${candle.closeText} volume ${candle.volumeText}`,
        ]),
    ...(trade === undefined ? [] : [`last ${trade.side} ${trade.priceText} x ${trade.sizeText}`]),
  ];
}

function countParts(panel: Panel): readonly string[] {
  return [
    ...(panel.feeds.has('book') ? [booksText(panel)] : []),
    ...(panel.feeds.has('trades') ? [`trades ${panel.trades}`] : []),
  ];
}
