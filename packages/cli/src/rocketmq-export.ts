/** The program rocketmq-export.js: `mqferry rocketmq export` as one file, for a broker's host with nothing but Node. */
import { Command } from 'commander';
import type { Settle } from './commands/command.ts';
import { describeExport } from './commands/rocketmq-export.ts';
import type { Context } from './context.ts';
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

process.exitCode = await runProgram(createProgram, process.argv.slice(2), processWorld(services));
