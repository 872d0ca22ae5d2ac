/** What goes wrong on the client's own side of the wire. Durations are milliseconds. */
export interface MachineFaultArgs {
  /** The program does nothing for so long: no timer runs and no frame is read; all of it comes at once afterwards. */
  stall: { readonly for: number };
  /** The wall clock is ahead by so much, or behind where it is less than zero, for so long. */
  'clock-jump': { readonly by: number; readonly for: number };
  /** Frames come `by` milliseconds late, in order, for so long. */
  lag: { readonly by: number; readonly for: number };
  /** Whoever accepts dials in that time never answers the handshake. */
  'hang-dial': { readonly for: number };
  /** Sockets that open in that time are cut `after` milliseconds later. */
  'accept-drop': { readonly after: number; readonly for: number };
  /** What is sent does not leave, for so long: it piles up in the socket. */
  clog: { readonly for: number };
}

/** The kinds there are. */
export type MachineFaultKind = keyof MachineFaultArgs;

/** One of them, at an instant. */
export type MachineFault = {
  [K in MachineFaultKind]: {
    readonly t: number;
    readonly kind: K;
    readonly target?: string;
    readonly args: MachineFaultArgs[K];
  };
}[MachineFaultKind];

/** All of them: they are no venue's. */
export const machineFaults: readonly MachineFaultKind[] = [
  'stall',
  'clock-jump',
  'lag',
  'hang-dial',
  'accept-drop',
  'clog',
];

/** Whether a fault is of the machine rather than of the venue. */
export function isMachineFault<F extends { readonly kind: string }>(fault: F | MachineFault): fault is MachineFault {
  return (machineFaults as readonly string[]).includes(fault.kind);
}
