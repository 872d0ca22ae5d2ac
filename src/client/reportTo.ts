import type { Observer } from 'rxjs';
import { isColdwireError } from '../errors/coldwireError.ts';
import type { ReportEvent } from '../model/reportEvent.ts';

/** What a figure is told by. */
export type MetricAttributes = Readonly<Record<string, string>>;

/** As much of a meter of `@opentelemetry/api` as is used: any that has this will do. */
export interface MeterLike {
  /** Makes what counts. */
  createCounter(
    name: string,
    options?: { readonly description?: string; readonly unit?: string },
  ): {
    /** Counts `value` more under the attributes. */
    add(value: number, attributes?: MetricAttributes): void;
  };
  /** Makes what measures. */
  createHistogram(
    name: string,
    options?: { readonly description?: string; readonly unit?: string },
  ): {
    /** Takes one measurement under the attributes. */
    record(value: number, attributes?: MetricAttributes): void;
  };
}

/**
 * A reporter that counts what a client reports, and how long its venue takes to answer, on a meter such as OpenTelemetry's.
 *
 * - counter `coldwire.reports`: one a report but latencies, by `kind`, and where they have them the `error`'s kind, the
 *   `channel`, the `action`;
 * - histogram `coldwire.round_trip`, milliseconds, by `of` and, of requests, `lane`.
 *
 * `attributes` go with every figure: name the venue there. Sockets are not told apart: there is no end to them. Makes both
 * instruments at the call.
 *
 * @example
 * ```ts
 * import { createClient, type MeterLike, reportTo } from 'coldwire';
 * import { kraken } from 'coldwire/exchanges/kraken';
 *
 * declare const meter: MeterLike; // metrics.getMeter('strategy') of @opentelemetry/api
 * const client = createClient(kraken, { reporter: reportTo(meter, { venue: 'kraken' }) });
 * client.trades('BTC/USD').subscribe(); // coldwire.round_trip 31 { venue: 'kraken', of: 'subscribe' }
 * ```
 */
export function reportTo(meter: MeterLike, attributes: MetricAttributes = {}): Pick<Observer<ReportEvent>, 'next'> {
  const reports = meter.createCounter('coldwire.reports', { description: 'What happened behind the feeds' });
  const roundTrips = meter.createHistogram('coldwire.round_trip', {
    description: 'How long the venue took to answer',
    unit: 'ms',
  });
  return {
    next: (report) => {
      if (report.kind === 'latency') {
        const { of, ms } = report;
        roundTrips.record(ms, { ...attributes, of, ...(of === 'request' ? { lane: report.lane } : {}) });
      } else reports.add(1, { ...attributes, kind: report.kind, ...detailsOf(report) });
    },
  };
}

function detailsOf(report: ReportEvent): MetricAttributes {
  return {
    ...('error' in report ? { error: isColdwireError(report.error) ? report.error.kind : 'other' } : {}),
    ...('subscription' in report ? { channel: report.subscription.channel } : {}),
    ...('action' in report && report.action !== undefined ? { action: report.action } : {}),
  };
}
