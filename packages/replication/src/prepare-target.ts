import { pause } from '@mqferry/core';
import { alterConfigs, brokerErrorName, createTopics, type KafkaClient } from '@mqferry/kafka';
import type { MigrationEvent } from './migration-run.ts';
import type { TopicPlan } from './plan/migration-plan.ts';
import { during } from './plan/plan-topic.ts';
import type { TargetJournal } from './target-journal.ts';

type Tell = (event: MigrationEvent) => void;

const VISIBLE_POLL_MS = 100;

/**
 * Creates the planned topics and holds configs for the time of the copy. What they return to is written down before
 * anything changes; what an earlier run that ended early wrote down counts more than what the topic has now.
 */
export const prepareTarget = async (
  target: KafkaClient,
  topics: readonly TopicPlan[],
  journal: TargetJournal,
  tell: Tell,
): Promise<void> => {
  const written = await journal.load();
  for (const { topic, action, partitions, replicationFactor, configs, held } of topics) {
    const restore = {
      ...Object.fromEntries(held.map(({ name, after }) => [name, after])),
      ...written.get(topic),
    };
    if (Object.keys(restore).length > 0) await journal.save(topic, restore);
    if (action === 'create') {
      const wanted = { ...configs, ...during(held) };
      await create(target, topic, partitions.length, replicationFactor.target, wanted);
      tell({ type: 'topic-created', topic, partitions: partitions.length });
    } else if (held.length > 0) {
      await target.retrying(() => alterConfigs(target, { topic }, during(held)));
    }
    for (const { name, during: value } of held) tell({ type: 'config-held', topic, name, value });
  }
};

/** A request that timed out may have succeeded: a topic that is there now with our shape is the one asked for. */
const create = async (
  target: KafkaClient,
  name: string,
  partitions: number,
  replicationFactor: number,
  configs: Readonly<Record<string, string>>,
): Promise<void> => {
  let asked = false;
  await target.retrying(async () => {
    try {
      await createTopics(target, [{ name, partitions, replicationFactor, configs }]);
    } catch (error) {
      if (!asked || brokerErrorName(error) !== 'TOPIC_ALREADY_EXISTS') throw error;
    } finally {
      asked = true;
    }
  });
  // Brokers learn of a new topic one after the other.
  for (;;) {
    const topic = (await target.refreshMetadata()).topics.get(name);
    if (
      topic &&
      topic.partitions.length === partitions &&
      topic.partitions.every(({ leader }) => leader >= 0)
    )
      return;
    await pause(VISIBLE_POLL_MS);
  }
};

/** Puts held configs back and forgets about them. */
export const restoreTarget = async (
  target: KafkaClient,
  topics: readonly TopicPlan[],
  journal: TargetJournal,
  tell: Tell,
): Promise<void> => {
  const written = await journal.load();
  for (const { topic } of topics) {
    const restore = written.get(topic);
    if (!restore) continue;
    await target.retrying(() => alterConfigs(target, { topic }, restore));
    await journal.save(topic, undefined);
    for (const [name, value] of Object.entries(restore))
      tell({ type: 'config-restored', topic, name, value });
  }
};
