import type { Context } from '../../context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { printJson } from '../../render/json.ts';
import { namesText } from '../../render/names.ts';
import { scanLines } from '../../render/service/seamless/scan.ts';
import { topicLines } from '../../render/service/seamless/topic.ts';
import { topicsLines } from '../../render/service/seamless/topics.ts';
import { parseChoice } from '../choice.ts';
import { withService } from '../connect.ts';
import { allPages, findSeamlessTask } from '../find.ts';
import type { Health, TopicState } from './views.ts';

interface JsonOption {
  readonly json?: true;
}
export interface ListTopicsOptions extends JsonOption {
  readonly search?: string;
  readonly state?: string;
  readonly health?: string;
  readonly sort?: string;
}
export interface AddTopicsOptions extends JsonOption {
  readonly ordered?: true;
}

const STATES: Readonly<Record<TopicState, true>> = {
  ...{ initial: true, 'dual-read': true, 'dual-write': true, switching: true, done: true, returning: true },
};
const HEALTHS: Readonly<Record<Health, true>> = {
  ...{ ready: true, waiting: true, blocked: true, last: true, unknown: true },
};
const SORTS = { topic: true, changedAt: true, sourceIn: true, targetIn: true, backlog: true } as const;

const queryOf = ({ search, state, health, sort }: ListTopicsOptions) => ({
  ...(search === undefined ? {} : { search }),
  ...(state === undefined ? {} : { state: parseChoice('--state', state, STATES) }),
  ...(health === undefined ? {} : { health: parseChoice('--health', health, HEALTHS) }),
  // Whoever asks for the largest or the newest wants them first.
  ...(sort === undefined
    ? {}
    : {
        sort: parseChoice<keyof typeof SORTS>('--sort', sort, SORTS),
        order: sort === 'topic' ? ('ascending' as const) : ('descending' as const),
      }),
});

/** `mqferry rocketmq migration topics`. Throws CLI_CHOICE_INVALID. */
export const listTopics = async (
  wanted: string,
  options: ListTopicsOptions,
  context: Context,
): Promise<ExitCode> => {
  const query = queryOf(options);
  return withService(context, async (client) => {
    const { id, mode } = await findSeamlessTask(client, wanted);
    const topics = await allPages((page) =>
      client.listSeamlessTopics({ params: { id }, query: { ...query, ...page } }),
    );
    if (options.json) printJson(context, topics);
    else context.out.print(...topicsLines(topics.items, mode, context));
    return EXIT.OK;
  });
};

/** `mqferry rocketmq migration topic`. */
export const showTopic = (
  wanted: string,
  topic: string,
  { json }: JsonOption,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findSeamlessTask(client, wanted);
    const detail = await client.getSeamlessTopic({ params: { id, topic } });
    if (json) printJson(context, detail);
    else context.out.print(...topicLines(detail, context));
    return EXIT.OK;
  });

/** `mqferry rocketmq migration scan`. */
export const scan = (wanted: string, { json }: JsonOption, context: Context): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { id } = await findSeamlessTask(client, wanted);
    const seen = await client.scanSeamlessTask({ params: { id } });
    if (json) printJson(context, seen);
    else context.out.print(...scanLines(seen, context));
    return EXIT.OK;
  });

/** `mqferry rocketmq migration add`. */
export const addTopics = (
  wanted: string,
  topics: readonly string[],
  { json, ordered }: AddTopicsOptions,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { t, out } = context;
    const { id } = await findSeamlessTask(client, wanted);
    const kind = ordered ? 'ordered' : 'ordinary';
    const told = await client.addSeamlessTopics({
      params: { id },
      body: { topics: topics.map((topic) => ({ topic, kind })) },
    });
    if (json) printJson(context, told);
    else {
      if (told.added.length > 0) out.print(t('seamless.added', { topics: namesText(told.added, t) }));
      if (told.known.length > 0) out.print(t('seamless.known', { topics: namesText(told.known, t) }));
    }
    return EXIT.OK;
  });

/** `mqferry rocketmq migration remove`. */
export const removeTopics = (
  wanted: string,
  topics: readonly string[],
  { json }: JsonOption,
  context: Context,
): Promise<ExitCode> =>
  withService(context, async (client) => {
    const { t, out } = context;
    const { id } = await findSeamlessTask(client, wanted);
    const told = await client.removeSeamlessTopics({ params: { id }, body: { topics: [...topics] } });
    if (json) printJson(context, told);
    else out.print(t('seamless.removed', { topics: namesText(told.removed, t) }));
    return EXIT.OK;
  });
