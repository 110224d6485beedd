import { pause } from '@mqferry/core';
import {
  alterConfigs,
  brokerErrorName,
  createPartitions,
  createTopics,
  describeConfigs,
  type KafkaClient,
} from '@mqferry/kafka';
import type { MigrationEvent } from './migration-run.ts';
import { type HeldConfig, type MigrationPlan, partitionCount } from './plan/migration-plan.ts';
import { during } from './plan/plan-topic.ts';
import { verificationToHold } from './plan/transaction-rights.ts';
import { ALL_BROKERS, type TargetJournal } from './target-journal.ts';

type Tell = (event: MigrationEvent) => void;

const VISIBLE_POLL_MS = 100;

/**
 * Creates the planned topics and holds configs for the time of the copy. What they return to is written down before
 * anything changes; what an earlier run that ended early wrote down counts more than what the topic has now.
 */
export const prepareTarget = async (
  target: KafkaClient,
  { topics, heldOnBrokers }: Pick<MigrationPlan, 'topics' | 'heldOnBrokers'>,
  journal: TargetJournal,
  tell: Tell,
): Promise<void> => {
  await holdOnBrokers(target, heldOnBrokers, journal, tell);
  await journal.saveCopiedTopicIds(
    new Map(
      topics.flatMap(({ topic, sourceTopicId: id }) => (id === undefined ? [] : [[topic, id] as const])),
    ),
  );
  for (const plan of topics) {
    const { topic, replicationFactor, configs, held } = plan;
    const partitions = partitionCount(plan);
    await note(journal, topic, held);
    if (plan.action === 'create') {
      const wanted = { ...configs, ...during(held) };
      await create(target, topic, partitions, replicationFactor.target, wanted);
      await journal.changeGaps((gaps) => gaps.filter((gap) => gap.topic !== topic));
      tell({ type: 'topic-created', topic, partitions });
    } else if (held.length > 0) {
      await target.retrying(() => alterConfigs(target, { topic }, during(held)));
    }
    if (plan.addedPartitions > 0) {
      await grow(target, topic, partitions);
      tell({ type: 'partitions-added', topic, added: plan.addedPartitions, partitions });
    }
    for (const { name, during: value } of held) tell({ type: 'config-held', topic, name, value });
  }
};

/** Writes down what held configs return to; what an earlier run wrote counts more. */
const note = async (journal: TargetJournal, key: string, held: readonly HeldConfig[]): Promise<void> => {
  const written = (await journal.load()).get(key);
  const restore = { ...Object.fromEntries(held.map(({ name, after }) => [name, after])), ...written };
  if (Object.keys(restore).length > 0) await journal.save(key, restore);
};

/** Holds configs for all brokers; resolves when all of them work by these. */
const holdOnBrokers = async (
  target: KafkaClient,
  held: readonly HeldConfig[],
  journal: TargetJournal,
  tell: Tell,
): Promise<void> => {
  if (held.length === 0) return;
  await note(journal, ALL_BROKERS, held);
  await target.retrying(() => alterConfigs(target, { broker: 'all' }, during(held)));
  await heldEverywhere(target, during(held));
  for (const { name, during: value } of held) tell({ type: 'config-held', topic: undefined, name, value });
};

/**
 * Looks whether the target's brokers still take transactions of the source, and lets them do so again: another
 * migration to the same target that ends puts that back. What it put it back to is what this one returns to, so the
 * last one that needs it leaves the target as the first one found it.
 */
export const holdAgain = async (target: KafkaClient, journal: TargetJournal, tell: Tell): Promise<void> => {
  const held = await verificationToHold(target);
  if (held && held !== 'broker-override') await holdOnBrokers(target, [held], journal, tell);
};

/** Resolves when every broker works by these configs: they learn of them one after the other. */
const heldEverywhere = async (
  target: KafkaClient,
  configs: Readonly<Record<string, string>>,
): Promise<void> => {
  for (const broker of (await target.metadata()).brokers.keys()) {
    for (;;) {
      const current = (await describeConfigs(target, [{ broker }])).get(String(broker));
      if (Object.entries(configs).every(([name, value]) => current?.get(name)?.value === value)) break;
      await pause(VISIBLE_POLL_MS);
    }
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
  const topic = { name, partitions, replicationFactor, configs };
  await askOnce(target, 'TOPIC_ALREADY_EXISTS', () => createTopics(target, [topic]));
  await untilVisible(target, name, partitions);
};

/** Gives a topic more partitions, so many in all. */
const grow = async (target: KafkaClient, name: string, partitions: number): Promise<void> => {
  await askOnce(target, 'INVALID_PARTITIONS', () => createPartitions(target, name, partitions));
  await untilVisible(target, name, partitions);
};

/** Asks for a change until it is made; being refused as `made` already is fine when it was asked for before. */
const askOnce = async (target: KafkaClient, made: string, ask: () => Promise<unknown>): Promise<void> => {
  let asked = false;
  await target.retrying(async () => {
    try {
      await ask();
    } catch (error) {
      if (!asked || brokerErrorName(error) !== made) throw error;
    } finally {
      asked = true;
    }
  });
};

/** Resolves when a topic shows so many partitions with leaders: brokers learn of a change one after the other. */
const untilVisible = async (target: KafkaClient, name: string, partitions: number): Promise<void> => {
  for (;;) {
    const topic = (await target.refreshMetadata()).topics.get(name);
    if (topic && topic.partitions.length >= partitions && topic.partitions.every(({ leader }) => leader >= 0))
      return;
    await pause(VISIBLE_POLL_MS);
  }
};

/** Puts what was held for these topics and for all brokers back, and forgets about them. */
export const restoreTarget = async (
  target: KafkaClient,
  topics: readonly string[],
  journal: TargetJournal,
  tell: Tell = () => {},
): Promise<void> => {
  const written = await journal.load();
  for (const key of [...topics, ALL_BROKERS]) {
    const restore = written.get(key);
    if (!restore) continue;
    const topic = key === ALL_BROKERS ? undefined : key;
    const resource = topic === undefined ? ({ broker: 'all' } as const) : { topic };
    await target.retrying(() => alterConfigs(target, resource, restore));
    await journal.save(key, undefined);
    for (const [name, value] of Object.entries(restore))
      tell({ type: 'config-restored', topic, name, value });
  }
};
