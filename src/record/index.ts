export { type ReplayOptions, replaySession } from './replaySession.ts';
export type { SessionLine } from './sessionLine.ts';
