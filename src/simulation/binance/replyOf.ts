import type { UsedLimit } from './orderCounts.ts';
import type { Outcome } from './outcome.ts';

/** `{"id":"7069b743","status":200,"result":{"serverTime":1656400526260},"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT",...}]}` */
export function replyOf(id: string, outcome: Outcome, limits: readonly UsedLimit[] | undefined): string {
  const what =
    'result' in outcome ? `"result":${JSON.stringify(outcome.result)}` : `"error":${JSON.stringify(outcome.error)}`;
  const used = limits === undefined || limits.length === 0 ? '' : `,"rateLimits":${JSON.stringify(limits)}`;
  return `{"id":${id},"status":${outcome.status},${what}${used}}`;
}
