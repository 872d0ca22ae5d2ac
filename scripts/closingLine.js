/** A Jest reporter that ends the run with one plain line: `N passed, N failed, N skipped`. */
export default class ClosingLine {
  onRunComplete(_, { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) {
    // A spec file that could not even be loaded holds an unknown number of tests; it counts as one that failed.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`;
    // Jest's own summary is always the last reporter, so the line waits for the end of the process.
    process.once('exit', () => process.stdout.write(line));
  }
}
