import type { Observable } from 'rxjs';

/** A request to a venue's REST side. Cold: one value, then completion. */
export type Http = (request: {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}) => Observable<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}>;
