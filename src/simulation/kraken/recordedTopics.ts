import type { RecordedLine } from '../recordedLine.ts';
import { type Wish, wishKey } from './wish.ts';

/** What a recording holds of one topic. */
export interface RecordedTopic {
  /** The first acknowledgement that confirmed it, verbatim; nothing where the recorder came too late. */
  readonly acknowledgement: string | undefined;
  /** As acknowledged. */
  readonly depth: number | undefined;
  /** The frames of the topic, with the milliseconds since the acknowledgement, or else since the first. */
  readonly frames: readonly { readonly after: number; readonly text: string }[];
}

interface Gathered {
  acknowledgement: string | undefined;
  depth: number | undefined;
  readonly begin: number;
  readonly connection: number | undefined;
  readonly frames: { after: number; text: string }[];
}

/** As much of a recorded message as says where it belongs. */
interface Recorded {
  readonly channel?: string;
  readonly method?: string;
  readonly success?: boolean;
  readonly result?: Topical;
  readonly data?: readonly Topical[];
}
type Topical = Partial<Pick<Wish, 'symbol' | 'depth' | 'interval'>> & { readonly channel?: string };

/** Sorts a recording by topics, by their keys. A topic that several connections had is taken from the first of them. */
export function recordedTopics(lines: readonly RecordedLine[]): ReadonlyMap<string, RecordedTopic> {
  const topics = new Map<string, Gathered>();
  for (const { t, c, k, raw } of lines) {
    if (k !== 'recv' || raw === undefined) continue;
    const { channel, method, success, result, data } = messageOf(raw);
    const isConfirmed = method === 'subscribe' && success === true;
    const about: Topical | undefined = isConfirmed ? result : data?.[0];
    const name = channel ?? about?.channel;
    if (name === undefined || about?.symbol === undefined) continue;
    const { symbol, interval, depth } = about;
    const key = wishKey({ channel: name as Wish['channel'], symbol, ...(interval === undefined ? {} : { interval }) });
    const known = topics.get(key);
    const topic: Gathered = known ?? {
      acknowledgement: undefined,
      depth: undefined,
      begin: t,
      connection: c,
      frames: [],
    };
    topics.set(key, topic);
    if (topic.connection !== c) continue;
    if (!isConfirmed) topic.frames.push({ after: Math.round((t - topic.begin) / 1_000), text: raw });
    else if (known === undefined) [topic.acknowledgement, topic.depth] = [raw, depth];
  }
  return topics;
}

function messageOf(text: string): Recorded {
  try {
    return (JSON.parse(text) as Recorded | null) ?? {};
  } catch {
    return {};
  }
}
