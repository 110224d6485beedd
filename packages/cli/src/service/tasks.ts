import type { Answer, Client, Routes } from '@mqferry/api';
import { parseCount } from '../arguments/count.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printJson } from '../render/json.ts';
import { itemLines, retryLines, taskLine, taskLines, tasksLines } from '../render/service/tasks.ts';
import { parseChoice } from './choice.ts';
import { withService } from './connect.ts';
import { allPages, find } from './find.ts';
import { followed } from './follow.ts';
import { parseKind } from './inventory.ts';
import { serviceErrors } from './service-errors.ts';

/** A task, and one of its items. */
export type Task = Answer<Routes['getTask']>;
export type TaskItem = Answer<Routes['listTaskItems']>['items'][number];

interface JsonOption {
  readonly json?: true;
}
export interface ListTasksOptions extends JsonOption {
  readonly state?: string;
  readonly kind?: string;
  readonly limit?: string;
}
export interface ShowTaskOptions extends JsonOption {
  readonly state?: string;
}

const DEFAULT_LIMIT = 50;

/** Throws CLI_TASK_UNKNOWN. */
const findTask = async (client: Client, wanted: string): Promise<{ readonly id: string }> =>
  find(
    wanted,
    (await allPages((query) => client.listTasks({ query }))).items.map(({ id }) => ({ id })),
    ({ name }) => serviceErrors.CLI_TASK_UNKNOWN({ id: name }),
  );

/** Some items of a task, and how many there are of them. */
export const itemsOf = (client: Client, id: string, state?: TaskItem['state']) =>
  allPages((page) =>
    client.listTaskItems({ params: { id }, query: { ...page, ...(state === undefined ? {} : { state }) } }),
  );

const isWell = ({ state, counts }: Task): boolean => state !== 'cancelled' && counts.failed === 0;

/** `mqferry task list`. */
export const listTasks = (options: ListTasksOptions, context: Context): Promise<ExitCode> => {
  const state =
    options.state === undefined
      ? {}
      : {
          state: parseChoice<Task['state']>('--state', options.state, {
            ...{ running: true, succeeded: true, 'partly-failed': true, failed: true, cancelled: true },
          }),
        };
  const kind = options.kind === undefined ? {} : { kind: parseKind(options.kind) };
  const most = options.limit === undefined ? DEFAULT_LIMIT : Number(parseCount('--limit', options.limit));
  return withService(context, async (client) => {
    const tasks = await allPages((page) => client.listTasks({ query: { ...page, ...state, ...kind } }), most);
    if (options.json) printJson(context, tasks);
    else context.out.print(...tasksLines(tasks, context));
    return EXIT.OK;
  });
};

/** `mqferry task show`. With --json one object: the task, and its items. */
export const showTask = (wanted: string, options: ShowTaskOptions, context: Context): Promise<ExitCode> => {
  const state =
    options.state === undefined
      ? undefined
      : parseChoice<TaskItem['state']>('--state', options.state, {
          ...{ pending: true, done: true, skipped: true, failed: true, cancelled: true },
        });
  return withService(context, async (client) => {
    const { id } = await findTask(client, wanted);
    const task = await client.getTask({ params: { id } });
    const { items } = await itemsOf(client, id, state);
    if (options.json) printJson(context, { ...task, items });
    else
      context.out.print(
        ...taskLines(task, context),
        '',
        ...itemLines(items, context),
        ...retryLines(task, context),
      );
    return EXIT.OK;
  });
};

/** `mqferry task retry`, `mqferry task cancel`. */
export const changeTask = (
  action: 'retry' | 'cancel',
  wanted: string,
  { json }: JsonOption,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findTask(client, wanted);
    const task =
      action === 'retry'
        ? await client.retryTask({ params: { id } })
        : await client.cancelTask({ params: { id } });
    if (json) printJson(context, task);
    else context.out.print(...taskLines(task, context));
    return EXIT.OK;
  });

/** Follows a task until it has ended or Ctrl-C, and tells what came of it. Exit code 1 when not all of it is done. */
export const followTask = async (
  client: Client,
  id: string,
  { json }: JsonOption,
  context: Context,
): Promise<ExitCode> => {
  const { out } = context;
  const last = await followed(
    {
      ask: (signal) => client.getTask({ params: { id } }, { signal }),
      isEnded: ({ state }) => state !== 'running',
      line: (task) => taskLine(task, context.t),
    },
    json,
    context,
  );
  if (!last) return EXIT.FAILED;
  const failed = last.counts.failed === 0 ? [] : (await itemsOf(client, id, 'failed')).items;
  if (json) printJson(context, { ...last, failed });
  else {
    out.print(...taskLines(last, context));
    if (failed.length > 0) out.print('', ...itemLines(failed, context));
    out.print(...retryLines(last, context));
  }
  return last.state !== 'running' && isWell(last) ? EXIT.OK : EXIT.FAILED;
};

/** `mqferry task watch`. */
export const watchTask = (wanted: string, options: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findTask(client, wanted);
    return followTask(client, id, options, context);
  });
