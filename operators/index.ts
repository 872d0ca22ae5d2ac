export { acquireAll } from './acquireAll.ts';
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
export { type ArbitrateConfig, arbitrate } from './arbitrate.ts';
export type {
  ArbitratedEvent,
  ArbitratedGap,
  ArbitratedLag,
  ArbitratedOut,
  ArbitratedValue,
} from './arbitratedEvent.ts';
export { type Assigned, assignIds } from './assignIds.ts';
export { type AwaitRepliesConfig, awaitReplies } from './awaitReplies.ts';
export { type BatchWithinConfig, type ByteBound, batchWithin } from './batchWithin.ts';
export { type BoundedBufferConfig, boundedBuffer, type Dropped } from './boundedBuffer.ts';
export { type BoundedFeedConfig, boundedFeed } from './boundedFeed.ts';
export type { Budget } from './budget.ts';
export { type BudgetOfConfig, budgetOf, type Meter } from './budgetOf.ts';
export { BudgetOverflowError } from './budgetOverflowError.ts';
export type { BuiltCandle, CandleTrade } from './internal/builtCandle.ts';
export { type CalendarWindowConfig, calendarWindow } from './calendarWindow.ts';
export { combineLive, type Feeds, type FeedValues } from './combineLive.ts';
export { type ConflateConfig, conflate } from './conflate.ts';
export { conflateBy } from './conflateBy.ts';
export { type ConflateFeedConfig, conflateFeed } from './conflateFeed.ts';
export { type DedupeConfig, dedupe } from './dedupe.ts';
export { type DepthWithin, type DepthWithinConfig, depthWithin } from './depthWithin.ts';
export { type DetectGapsConfig, detectGaps } from './detectGaps.ts';
export { type FailOnSilenceConfig, failOnSilence } from './failOnSilence.ts';
export { IdsExhaustedError } from './idsExhaustedError.ts';
export { type ImbalanceConfig, imbalance } from './imbalance.ts';
export { IncompleteRepliesError } from './incompleteRepliesError.ts';
export { type KeepAliveConfig, keepAlive } from './keepAlive.ts';
export { KeepAliveError } from './keepAliveError.ts';
export { type Latency, type LatencyConfig, latency, type ReceivedOfLatency, type TimeOfLatency } from './latency.ts';
export type { LearnedCadence } from './internal/learnCadence.ts';
export type { Need } from './internal/lineUp.ts';
export { liveSpans } from './liveSpans.ts';
export { microprice } from './microprice.ts';
export { type FeedValue, onlyData } from './onlyData.ts';
export { type OnOverflow, OverflowError } from './overflowError.ts';
export { type RateLimitConfig, rateLimit } from './rateLimit.ts';
export { reconcile } from './reconcile.ts';
export { ReplyTimeoutError } from './replyTimeoutError.ts';
export {
  type AlphanumericIds,
  type CustomIds,
  type IntIds,
  type RequestIds,
  type RequestIdsConfig,
  requestIds,
  type Uint64Ids,
  type UuidIds,
} from './requestIds.ts';
export { type Jitter, type RetryBackoffConfig, type RetryNotice, retryBackoff } from './retryBackoff.ts';
export { type RetryBudget, type RetryBudgetConfig, retryBudget } from './retryBudget.ts';
export {
  type Aggregated,
  type Aggregates,
  type BoundByTime,
  type RollingWindowConfig,
  rollingWindow,
} from './rollingWindow.ts';
export { type RotateConfig, type RotateSchedule, rotate } from './rotate.ts';
export type { RotationRules } from './internal/rotationRelay.ts';
export { type Router, routeBy } from './routeBy.ts';
export { type SampleOnFrameConfig, sampleOnFrame } from './sampleOnFrame.ts';
export type { Sequence } from './internal/sequence.ts';
export { type ShareByKeyConfig, shareByKey } from './shareByKey.ts';
export { SilenceError } from './silenceError.ts';
export { type SlidingWindowConfig, slidingWindow } from './slidingWindow.ts';
export { type StaleAfterConfig, staleAfter } from './staleAfter.ts';
export {
  type TickCandlesConfig,
  type TimeCandlesConfig,
  type ToCandlesConfig,
  toCandles,
  type VolumeCandlesConfig,
} from './toCandles.ts';
export { type TokenBucketConfig, tokenBucket } from './tokenBucket.ts';
export { type TopOfBook, topOfBook } from './topOfBook.ts';
export { type VwapConfig, vwap } from './vwap.ts';
export type { Place, WaitingLine } from './internal/waitingLine.ts';
export { whileLive } from './whileLive.ts';
