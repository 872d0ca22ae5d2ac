import type { FaultKind } from '../../../src/simulation/index.ts';

/** What goes wrong with any venue whose books have numbers. */
export const commonFaults: readonly FaultKind[] = [
  'drop',
  'outage',
  'silence',
  'garbage',
  'freeze',
  'drop-delta',
  'duplicate-delta',
  'crossed-book',
  'refuse-symbol',
  'delay-ack',
  'lose-ack',
  'repeat-ack',
  'unsubscribe',
  'unknown-frame',
  'late-data',
  'halt',
  'announce-close',
];

/** What goes wrong with any account. */
export const accountFaults: readonly FaultKind[] = [
  'refuse-order',
  'fail-order',
  'fill-order',
  'sweep',
  'delay-reply',
  'lose-reply',
  'lose-event',
  'repeat-event',
  'early-event',
  'end-login',
];
