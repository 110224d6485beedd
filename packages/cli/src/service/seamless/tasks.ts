import type { Client } from '@mqferry/api';
import type { Context } from '../../context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type ConfirmOptions, isConfirmed, requireConfirmable } from '../../prompts.ts';
import { printJson } from '../../render/json.ts';
import { problemLines } from '../../render/service/problem.ts';
import { gatewayLines } from '../../render/service/seamless/gateways.ts';
import { logLines } from '../../render/service/seamless/log.ts';
import { taskLines, tasksLines } from '../../render/service/seamless/tasks.ts';
import { wrap } from '../../render/width.ts';
import { limitOf } from '../audit.ts';
import { parseChoice } from '../choice.ts';
import { withService } from '../connect.ts';
import { allPages, allSeamlessTasks, findCluster, findSeamlessTask, type SeamlessTask } from '../find.ts';

interface JsonOption {
  readonly json?: true;
}
export interface CreateTaskOptions extends JsonOption {
  readonly source: string;
  readonly target: string;
  readonly mode?: string;
}
export interface ChangeTaskOptions extends JsonOption, ConfirmOptions {}
export interface GatewaysOptions extends JsonOption {
  readonly forget?: string;
}

const MODES: Readonly<Record<SeamlessTask['mode'], true>> = { route: true, proxy: true, batches: true };

/** `mqferry rocketmq migration list`. */
export const listTasks = ({ json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const tasks = await allSeamlessTasks(client);
    if (json) printJson(context, tasks);
    else context.out.print(...tasksLines(tasks.items, context));
    return EXIT.OK;
  });

/** `mqferry rocketmq migration create`. Throws CLI_CHOICE_INVALID. */
export const createTask = async (
  name: string,
  options: CreateTaskOptions,
  context: Context,
): Promise<ExitCode> => {
  const mode = options.mode === undefined ? {} : { mode: parseChoice('--mode', options.mode, MODES) };
  return withService(context, async (client) => {
    const { id: sourceId } = await findCluster(client, options.source);
    const { id: targetId } = await findCluster(client, options.target);
    const made = await client.createSeamlessTask({ body: { name, sourceId, targetId, ...mode } });
    if (options.json) printJson(context, made);
    else context.out.print(context.t('seamless.created', { name }));
    return EXIT.OK;
  });
};

/** `mqferry rocketmq migration show`. */
export const showTask = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findSeamlessTask(client, wanted);
    const task = await client.getSeamlessTask({ params: { id } });
    if (json) printJson(context, task);
    else context.out.print(...taskLines(task, context));
    return EXIT.OK;
  });

/** What can be done with a task as a whole. */
export type TaskChange = 'pause' | 'resume' | 'complete' | 'delete';

const CHANGES: Readonly<
  Record<
    TaskChange,
    {
      readonly action: SeamlessTask['actions'][number]['action'];
      readonly apply: (client: Client, id: string) => Promise<SeamlessTask | undefined>;
    }
  >
> = {
  pause: { action: 'pauseTask', apply: (client, id) => client.pauseSeamlessTask({ params: { id } }) },
  resume: { action: 'resumeTask', apply: (client, id) => client.resumeSeamlessTask({ params: { id } }) },
  complete: {
    action: 'completeTask',
    apply: (client, id) => client.completeSeamlessTask({ params: { id } }),
  },
  delete: { action: 'deleteTask', apply: (client, id) => client.deleteSeamlessTask({ params: { id } }) },
};

/**
 * `mqferry rocketmq migration pause|resume|complete|delete`: tells what it means and asks. Exit code 1 when it was not
 * confirmed, or cannot be done. Throws CLI_TERMINAL_NEEDED.
 */
export const changeTask = async (
  change: TaskChange,
  wanted: string,
  options: ChangeTaskOptions,
  context: Context,
): Promise<ExitCode> => {
  requireConfirmable(options, context);
  const { out, err, language, t } = context;
  return withService(context, async (client) => {
    const task = await findSeamlessTask(client, wanted);
    const { id, name } = task;
    const told = task.actions.find(({ action }) => action === CHANGES[change].action);
    if (told?.blockedBy) {
      err.print(...problemLines(told.blockedBy, language, err.colors));
      return EXIT.FAILED;
    }
    if (told && !(options.json && options.yes)) {
      const screen = options.json ? err : out;
      screen.print(...wrap(told.note[language], screen.width));
    }
    if (!(await isConfirmed(options, context))) {
      err.print(t('change.declined'));
      return EXIT.FAILED;
    }
    const changed = await CHANGES[change].apply(client, id);
    if (options.json) printJson(context, changed ?? task);
    else out.print(out.colors.green(t(`seamless.did.${change}`, { name })));
    return EXIT.OK;
  });
};

/** `mqferry rocketmq migration gateways`: with `--forget` one that does not come back is taken out first. */
export const showGateways = (
  wanted: string,
  { json, forget }: GatewaysOptions,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id, mode } = await findSeamlessTask(client, wanted);
    if (forget !== undefined) await client.forgetSeamlessGateway({ params: { id, gateway: forget } });
    const { gateways, routingRevision } = await client.getSeamlessTask({ params: { id } });
    if (json) printJson(context, gateways);
    else if (mode === 'batches') context.out.print(context.t('seamless.needsNoGateway'));
    else context.out.print(...gatewayLines(gateways, routingRevision, context));
    return EXIT.OK;
  });

/** `mqferry rocketmq migration log`. Throws CLI_COUNT_INVALID. */
export const showLog = async (
  wanted: string,
  options: JsonOption & { readonly limit?: string },
  context: Context,
): Promise<ExitCode> => {
  const limit = limitOf(options);
  return withService(context, async (client) => {
    const { id } = await findSeamlessTask(client, wanted);
    const entries = await allPages((query) => client.listSeamlessLog({ params: { id }, query }), limit);
    if (options.json) printJson(context, entries);
    else context.out.print(...logLines(entries, context));
    return EXIT.OK;
  });
};
