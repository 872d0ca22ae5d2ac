import type { Row } from '../../protocol/fields.ts';
import { channelKind } from './channelKind.ts';
import { routeOf } from './routeOf.ts';

/** The topic that an `arg` names, as we call it; nothing where it is none of ours. The venue may add fields to what was asked. */
export function itemOf({ channel, instId }: Row): string | undefined {
  if (typeof channel !== 'string') return undefined;
  const kind = channelKind(channel);
  if (kind === 'account') return channel;
  return kind === 'market' && typeof instId === 'string' ? routeOf(channel, instId) : undefined;
}
