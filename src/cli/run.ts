import { catchError, defer, type Observable, of } from 'rxjs';
import { match } from 'ts-pattern';
import type { Command } from './command.ts';
import { demo } from './demo.ts';
import { errorText } from './errorText.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import { parseArguments } from './parseArguments.ts';
import { printable } from './printable.ts';
import { record } from './record.ts';
import { replay } from './replay.ts';
import { simulate } from './simulate.ts';
import { usage } from './usage.ts';
import { UsageError } from './usageError.ts';
import { watch } from './watch.ts';

/**
 * Runs the command on subscribe; emits its exit code once and completes, and tells everything it had opened to close.
 * Never errors: what goes wrong is one line on stderr and the code. Unsubscribing ends it without a code.
 */
export function run(args: readonly string[], io: Io): Observable<ExitCode> {
  return defer(() => perform(parseArguments(args), io)).pipe(
    catchError((error: unknown) => {
      const wrong = error instanceof UsageError;
      io.stderr(`coldwire: ${wrong ? printable(error.message) : errorText(error)}\n`);
      if (wrong) io.stderr(`\n${usage}\n`);
      return of<ExitCode>(wrong ? 2 : 1);
    }),
  );
}

function perform(command: Command, io: Io): Observable<ExitCode> {
  const tell = (text: string): Observable<ExitCode> => {
    io.stdout(`${text}\n`);
    return of(0);
  };
  return match(command)
    .with({ kind: 'help' }, () => tell(usage))
    .with({ kind: 'version' }, () => tell(io.version()))
    .with({ kind: 'demo' }, (asked) => demo(asked, io))
    .with({ kind: 'watch' }, (asked) => watch(asked, io))
    .with({ kind: 'record' }, (asked) => record(asked, io))
    .with({ kind: 'replay' }, (asked) => replay(asked, io))
    .with({ kind: 'simulate' }, (asked) => simulate(asked, io))
    .exhaustive();
}
