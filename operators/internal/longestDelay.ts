/**
 * The longest delay a timer of the runtimes can hold, in milliseconds (some 24.8 days). `setTimeout` and `setInterval`
 * keep it in 32 bits signed and fire at once when asked for more, so an endless wait would become a hot loop.
 */
export const LONGEST_DELAY: number = 2 ** 31 - 1;
