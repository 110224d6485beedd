import type { Command } from 'commander';
import { parsePattern } from '../arguments/pattern.ts';
import { parseRate } from '../arguments/rate.ts';
import type { Context } from '../context.ts';
import { connectControl } from '../control/control-client.ts';
import type { ControlRequest } from '../control/control-protocol.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { replyLines } from '../render/control.ts';
import { emit } from '../render/json.ts';
import { defaultStateFolder } from '../state-paths.ts';
import type { AddCommand } from './command.ts';

interface ControlOptions {
  readonly state?: string;
  readonly id?: string;
  readonly topics?: string;
  readonly json?: true;
}

/** What stands for no limit. */
const NO_LIMIT = 'none';

/** A pattern that is none is told at once, and with the name of the option. */
const patternOf = (topics: string): string => {
  parsePattern('--topics', topics);
  return topics;
};

const topicsOf = ({ topics }: ControlOptions): { topics?: string } =>
  topics === undefined ? {} : { topics: patternOf(topics) };

const control = async (
  request: ControlRequest,
  options: ControlOptions,
  context: Context,
): Promise<ExitCode> => {
  const { world, out, t } = context;
  let differs = false;
  const connection = await connectControl(options.state ?? defaultStateFolder(world.env), options.id);
  try {
    const reply = await connection.ask(request);
    if (options.json) emit(context, reply);
    else out.print(...replyLines(reply, connection.hello, context));
    differs = reply.type === 'verified' && reply.equal === false;
    if (reply.type === 'stopping') {
      await connection.ended;
      if (options.json) emit(context, { type: 'stopped' });
      else out.print(t('control.stopped'));
    }
  } finally {
    connection.close();
  }
  return differs ? EXIT.DIFFERENT : EXIT.OK;
};

/** `mqferry control status|rate|pause|resume|add|remove|verify|stop`. */
export const addControl: AddCommand = (program, context, settle) => {
  const { t, world } = context;
  const parent = program.command('control').description(t('help.control'));
  const add = (usage: string, description: string, hasTopics: boolean): Command => {
    const command = parent
      .command(usage)
      .description(description)
      .option('--state <DIR>', t('option.state', { default: defaultStateFolder(world.env) }))
      .option('--id <ID>', t('option.controlId'))
      .option('--json', t('option.json'));
    return hasTopics ? command.option('--topics <REGEX>', t('option.controlTopics')) : command;
  };
  const run = async (request: ControlRequest, options: ControlOptions) =>
    settle(await control(request, options, context));

  add('status', t('help.controlStatus'), false).action((options: ControlOptions) =>
    run({ command: 'status' }, options),
  );
  add('rate', t('help.controlRate'), true)
    .argument('<BYTES/s|none>', t('argument.rate'))
    .action((rate: string, options: ControlOptions) => {
      const bytesPerSecond = rate === NO_LIMIT ? null : parseRate(rate);
      return run({ command: 'rate', bytesPerSecond, ...topicsOf(options) }, options);
    });
  for (const command of ['pause', 'resume'] as const) {
    add(command, t(`help.control.${command}`), true).action((options: ControlOptions) =>
      run({ command, ...topicsOf(options) }, options),
    );
  }
  for (const command of ['add', 'remove'] as const) {
    add(command, t(`help.control.${command}`), false)
      .requiredOption('--topics <REGEX>', t('option.controlChosen'))
      .action((options: ControlOptions & { topics: string }) =>
        run({ command, topics: patternOf(options.topics) }, options),
      );
  }
  add('verify', t('help.controlVerify'), false).action((options: ControlOptions) =>
    run({ command: 'verify' }, options),
  );
  add('stop', t('help.controlStop'), false).action((options: ControlOptions) =>
    run({ command: 'stop' }, options),
  );
};
