import type { Channel } from '../model/subscription.ts';

/** Channels whose values are happenings rather than states: each with an id, told once, to those who were there. */
export const HAPPENINGS: ReadonlySet<Channel> = new Set<Channel>(['trades', 'fills']);
