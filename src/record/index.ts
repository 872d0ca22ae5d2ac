export { recordHttp } from './recordHttp.ts';
export type { RecordOptions, RecordSink } from './recorder.ts';
export { recordTransport } from './recordTransport.ts';
export { redactSecrets } from './redactSecrets.ts';
export { type ReplayOptions, replaySession } from './replaySession.ts';
export type { SessionLine } from './sessionLine.ts';
