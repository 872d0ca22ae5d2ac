/** What faults do to any socket of the venue. */
export interface SocketSession {
  readonly id: string;
  /** Cuts the socket as one that says too much. */
  readonly close: () => void;
  /** Sends an event of a kind nobody has heard of. */
  readonly unheardOf: () => void;
  /** Ends the socket in so many milliseconds; on spot, with a word before. */
  readonly goAway: (delay: number) => void;
}
