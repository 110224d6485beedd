import { inParallel } from '@mqferry/core';
import {
  type Acl,
  alterQuotas,
  alterScramUsers,
  brokerErrorName,
  type KafkaClient,
  type Quota,
  type ScramCredential,
  tryCreateAcls,
  tryCreateTopics,
} from '@mqferry/kafka';
import { refusalOfExisting, TOPICS_AT_ONCE, type TopicItem } from './plan-topics.ts';

/** What tasks do. */
export type TaskKind = 'topics' | 'acls' | 'users' | 'quotas';

/** An item of a task that is to be done. */
export interface ItemToDo {
  readonly input: unknown;
  /** What it takes that nobody may read. */
  readonly secret: string | undefined;
}

/** `skipped`: it was so already; an error: why it is not. */
export type Outcome = 'done' | 'skipped' | Error;

/** How items of one kind are done. Doing what was done before does no harm. */
export interface TaskDoer {
  /** Items that are done together. */
  readonly batch: number;
  /** What came of each. Throws what stands against all of them, such as a cluster that cannot be reached. */
  readonly act: (target: KafkaClient, items: readonly ItemToDo[]) => Promise<readonly Outcome[]>;
}

const AT_ONCE = 4;

/**
 * What came of each item that is done by itself. Throws where none of them came as far as a broker's word on
 * it.
 */
const eachApart = async (
  items: readonly ItemToDo[],
  act: (item: ItemToDo) => Promise<void>,
): Promise<Outcome[]> => {
  const outcomes = await inParallel(items, AT_ONCE, async (item): Promise<Outcome> => {
    try {
      await act(item);
      return 'done';
    } catch (error) {
      return error as Error;
    }
  });
  const cutOff = outcomes.filter(
    (outcome) => outcome instanceof Error && brokerErrorName(outcome) === undefined,
  );
  if (cutOff.length === items.length) throw cutOff[0];
  return outcomes;
};

const createMissing: TaskDoer['act'] = async (target, items) => {
  const topics = items.map(({ input }) => input as TopicItem);
  const created = await tryCreateTopics(
    target,
    topics.map(({ topic: name, partitions, replicationFactor, configs }) => ({
      ...{ name, partitions, replicationFactor, configs },
    })),
  );
  return inParallel(topics, AT_ONCE, async ({ topic, partitions }): Promise<Outcome> => {
    const result = created.get(topic);
    if (!(result instanceof Error)) return 'done';
    if (brokerErrorName(result) !== 'TOPIC_ALREADY_EXISTS') return result;
    const found = await target.topic(topic);
    return refusalOfExisting(topic, partitions, found.partitions.length) ?? 'skipped';
  });
};

/** How each kind of task is done. */
export const TASK_DOERS: Readonly<Record<TaskKind, TaskDoer>> = {
  topics: { batch: TOPICS_AT_ONCE, act: createMissing },
  acls: {
    batch: 100,
    act: async (target, items) => {
      const errors = await tryCreateAcls(
        target,
        items.map(({ input }) => input as Acl),
      );
      return errors.map((error) => error ?? 'done');
    },
  },
  users: {
    batch: 20,
    act: (target, items) =>
      eachApart(items, ({ input, secret }) =>
        alterScramUsers(target, [
          { ...(input as ScramCredential & { readonly user: string }), password: secret! },
        ]),
      ),
  },
  quotas: {
    batch: 50,
    act: (target, items) => eachApart(items, ({ input }) => alterQuotas(target, [input as Quota])),
  },
};
