import type { BookLevel } from '../market/marketBook.ts';
import type { BookNews } from './bookTape.ts';
import type { Listing } from './listing.ts';

/** What a book frame says besides its levels. */
export interface BookFrame {
  readonly channel: string;
  readonly news: BookNews;
  readonly at: number;
}

/** `["8476.98","415","0","13"]`: price, size, an old field, how many orders. */
export function levelText({ ticks, lots }: BookLevel, { priceText, sizeText }: Listing): string {
  return `["${priceText(ticks)}","${sizeText(lots)}","0","${lots === 0 ? 0 : 1 + (lots % 7)}"]`;
}

const sides = ({ bid, ask }: BookNews, listing: Listing): string => {
  const side = (levels: readonly BookLevel[]): string => levels.map((level) => levelText(level, listing)).join(',');
  return `"asks":[${side(ask)}],"bids":[${side(bid)}]`;
};

const argText = (channel: string, { instId }: Listing): string => `"arg":{"channel":"${channel}","instId":"${instId}"}`;

/**
 * `{"arg":{..},"action":"update","data":[{"asks":[..],"bids":[..],"ts":"..","checksum":0,"seqId":80274875033,"prevSeqId":80274875002}]}`,
 * as captured in August 2026. The checksum is 0 since June 2026.
 */
export function changesText(listing: Listing, { channel, news, at }: BookFrame, checksum = 0): string {
  const action = news.prevSeqId === -1 ? 'snapshot' : 'update';
  return `{${argText(channel, listing)},"action":"${action}","data":[{${sides(news, listing)},"ts":"${at}","checksum":${checksum},"seqId":${news.seqId},"prevSeqId":${news.prevSeqId}}]}`;
}

/** The same for channels that tell all they show each time: `{"arg":{"channel":"books5",..},"data":[{..,"instId":"OKB-USDT","ts":"1695864901807","seqId":4826378794}]}` */
export function wholeText(listing: Listing, { channel, news, at }: BookFrame): string {
  const instId = channel === 'bbo-tbt' ? '' : `"instId":"${listing.instId}",`;
  return `{${argText(channel, listing)},"data":[{${sides(news, listing)},${instId}"ts":"${at}","seqId":${news.seqId}}]}`;
}
