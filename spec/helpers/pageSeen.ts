/** What spec/journeys/page.js saw. */
export interface PageSeen {
  readonly events: readonly {
    readonly kind: 'live' | 'data' | 'stale';
    readonly channel: string;
    readonly symbol: string;
    readonly epoch?: number;
    readonly reason?: string;
    readonly checksum?: number;
    readonly bid?: string;
  }[];
  /** What the venue said beside. */
  readonly notices: readonly string[];
  readonly errors: readonly string[];
}
