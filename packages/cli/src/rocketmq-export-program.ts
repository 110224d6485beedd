import { Command } from 'commander';
import type { Settle } from './commands/command.ts';
import { describeExport } from './commands/rocketmq-export.ts';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-codes.ts';
import { processWorld } from './process-world.ts';
import { liveRocketmq } from './rocketmq/rocketmq-services.ts';
import { runProgram } from './run-program.ts';
import type { Services } from './services.ts';
import { translateHelp } from './translate-help.ts';
import { versionOf } from './version.ts';

const createProgram = (context: Context, settle: Settle): Command => {
  const { t } = context;
  const program = new Command('rocketmq-export').version(versionOf(), '-V, --version', t('help.version'));
  describeExport(program, context, settle);
  translateHelp(program, context);
  return program;
};

// The others are of commands that this program does not have.
const services = { rocketmq: liveRocketmq } as Services;

/** Runs one command line (without node and script) of the program and gives its exit code; it never throws. */
export const runExport = (argv: readonly string[]): Promise<ExitCode> =>
  runProgram(createProgram, argv, processWorld(services));
