import { type Channel, channels } from './channels.ts';

/** One argument of a subscribe request, understood. */
export interface Wish {
  readonly channel: string;
  readonly kind: Channel;
  readonly instId: string | undefined;
  /** `ANY` where an account's channel was asked for everything. */
  readonly instType: string | undefined;
  /** The fields as they were sent, which acknowledgements and data repeat. */
  readonly arg: Readonly<Record<string, unknown>>;
}

/** Why there is no such channel. */
export const missing = (arg: Readonly<Record<string, unknown>>): string => {
  const told = ['channel', 'instId', 'instType'].filter((name) => arg[name] !== undefined);
  return `${told.map((name) => `${name}:${String(arg[name])}`).join(',')} doesn't exist`;
};

/** The wish an argument stands for; nothing where there is no channel of the name or it lacks what the channel is by. */
export function wishOf(arg: Readonly<Record<string, unknown>>): Wish | undefined {
  const { channel, instId, instType } = arg;
  const kind = typeof channel === 'string' ? channels.get(channel) : undefined;
  if (kind === undefined || (kind.by !== undefined && typeof arg[kind.by] !== 'string')) return undefined;
  return {
    channel: String(channel),
    kind,
    instId: typeof instId === 'string' ? instId : undefined,
    instType: typeof instType === 'string' ? instType : undefined,
    arg,
  };
}

/** What makes two subscriptions of a socket the same: the fields, whatever their order. */
export function wishKey({ arg }: Pick<Wish, 'arg'>): string {
  return JSON.stringify(Object.entries(arg).sort(([a], [b]) => (a < b ? -1 : 1)));
}
