/** What a {@link Budget} errors with when asked for a weight that it can never grant. */
export class BudgetOverflowError extends Error {
  /** What was asked for. */
  readonly weight: number;
  /** The most that the budget grants at once. */
  readonly limit: number;

  constructor(weight: number, limit: number) {
    super(`a weight of ${weight} is not within 0 and the budget's limit of ${limit}`);
    this.name = 'BudgetOverflowError';
    this.weight = weight;
    this.limit = limit;
  }
}
