import type { ExitCode } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';
import type { World } from './world.ts';

/** Runs one command line (without node and script) and gives its exit code; it never throws. */
export const run = (argv: readonly string[], world: World): Promise<ExitCode> =>
  runProgram(createProgram, argv, world);
