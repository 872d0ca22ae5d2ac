export {
  type Aggregate,
  countOf,
  deviationOf,
  firstOf,
  lastOf,
  maxOf,
  meanOf,
  minOf,
  sumOf,
  vwapOf,
} from './aggregate.ts';
export { type AwaitRepliesConfig, awaitReplies } from './awaitReplies.ts';
export type { BuiltCandle, CandleTrade } from './builtCandle.ts';
export { combineLive, type Feeds, type FeedValues } from './combineLive.ts';
export { type DepthWithin, type DepthWithinConfig, depthWithin } from './depthWithin.ts';
export { type FailOnSilenceConfig, failOnSilence } from './failOnSilence.ts';
export { type ImbalanceConfig, imbalance } from './imbalance.ts';
export { IncompleteRepliesError } from './incompleteRepliesError.ts';
export { type Latency, type LatencyConfig, latency } from './latency.ts';
export { liveSpans } from './liveSpans.ts';
export { microprice } from './microprice.ts';
export { onlyData } from './onlyData.ts';
export { ReplyTimeoutError } from './replyTimeoutError.ts';
export { type Jitter, type RetryBackoffConfig, type RetryNotice, retryBackoff } from './retryBackoff.ts';
export { type Aggregated, type Aggregates, type RollingWindowConfig, rollingWindow } from './rollingWindow.ts';
export { type Router, routeBy } from './routeBy.ts';
export { type ShareByKeyConfig, shareByKey } from './shareByKey.ts';
export { SilenceError } from './silenceError.ts';
export {
  type TickCandlesConfig,
  type TimeCandlesConfig,
  type ToCandlesConfig,
  toCandles,
  type VolumeCandlesConfig,
} from './toCandles.ts';
export { type TopOfBook, topOfBook } from './topOfBook.ts';
export { type VwapConfig, vwap } from './vwap.ts';
export { whileLive } from './whileLive.ts';
