/** What {@link requestIds} throws when it finds no id unlike all that are pending. */
export class IdsExhaustedError extends Error {
  /** How many ids are pending. */
  readonly pending: number;
  /** How many ids it tried. */
  readonly attempts: number;

  constructor(pending: number, attempts: number) {
    super(`no free id in ${attempts} attempts, with ${pending} pending`);
    this.name = 'IdsExhaustedError';
    this.pending = pending;
    this.attempts = attempts;
  }
}
