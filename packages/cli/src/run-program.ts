import { type Command, CommanderError } from 'commander';
import type { Settle } from './commands/command.ts';
import { type Context, createContext } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { codedErrorOf, errorLines, exitCodeOf } from './render/error.ts';
import { emit } from './render/json.ts';
import { usageErrorOf } from './usage-errors.ts';
import type { World } from './world.ts';

const fail = (error: unknown, argv: readonly string[], context: Context): ExitCode => {
  const { err, language } = context;
  const exitCode = exitCodeOf(error);
  err.print(...errorLines(error, language, err.colors));
  if (argv.includes('--json'))
    emit(context, { type: 'report', result: 'failed', exitCode, error: codedErrorOf(error) });
  return exitCode;
};

/** Runs one command line (without node and script) of a program and gives its exit code; it never throws. */
export const runProgram = async (
  createProgram: (context: Context, settle: Settle) => Command,
  argv: readonly string[],
  world: World,
): Promise<ExitCode> => {
  const context = createContext(world);
  let exitCode: ExitCode = EXIT.OK;
  const program = createProgram(context, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(error, argv, context);
    const usage = usageErrorOf(error, `${program.name()} --help`);
    if (usage) return fail(usage, argv, context);
    // Help and version were asked for and shown; help shown because no command was given is wrong usage.
    return error.exitCode === 0 ? EXIT.OK : EXIT.USAGE;
  }
};
