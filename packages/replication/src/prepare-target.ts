import { inParallel, pause } from '@mqferry/core';
import {
  alterConfigs,
  brokerErrorName,
  createPartitions,
  createTopics,
  deleteTopics,
  describeConfigs,
  type KafkaClient,
} from '@mqferry/kafka';
import { ALL_BROKERS, type TargetJournal } from './journal/target-journal.ts';
import { MapFolder } from './mapped/map-folder.ts';
import type { MigrationEvent } from './migration-run.ts';
import {
  type HeldConfig,
  type MigrationPlan,
  partitionCount,
  type TopicPlan,
} from './plan/migration-plan.ts';
import { during } from './plan/plan-topic.ts';
import { verificationToHold } from './plan/transaction-rights.ts';

type Tell = (event: MigrationEvent) => void;

const VISIBLE_POLL_MS = 100;
const TOPICS_AT_ONCE = 16;
const RESTORED_PER_SAVE = 200;

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
  await note(journal, new Map(topics.map(({ topic, held }) => [topic, held])));
  await journal.saveCopiedTopicIds(
    new Map(
      topics.flatMap(({ topic, sourceTopicId: id }) => (id === undefined ? [] : [[topic, id] as const])),
    ),
  );
  await noteCommittedOnly(topics, journal);
  const created = topics.filter(({ action }) => action !== 'continue');
  if (created.length > 0) {
    const names = new Set(created.map(({ topic }) => topic));
    await journal.changeGaps((gaps) => gaps.filter(({ topic }) => !names.has(topic)));
    const maps = new MapFolder(journal.mapsFolder);
    for (const { topic, partitions } of created)
      for (const { partition } of partitions) maps.forget({ topic, partition });
  }
  await inParallel(topics, TOPICS_AT_ONCE, async (plan) => {
    const { topic, held } = plan;
    if (plan.action === 'recreate') await remove(target, topic);
    if (plan.action !== 'continue') await create(target, plan);
    else if (held.length > 0) await target.retrying(() => alterConfigs(target, { topic }, during(held)));
    if (plan.addedPartitions > 0) await grow(target, plan);
  });
  await untilVisible(target, topics);
  await noteRecreated(target, topics, journal);
  for (const plan of topics) {
    const { topic, addedPartitions, held } = plan;
    const partitions = partitionCount(plan);
    if (plan.action !== 'continue') tell({ type: 'topic-created', topic, partitions });
    if (addedPartitions > 0) tell({ type: 'partitions-added', topic, added: addedPartitions, partitions });
    for (const { name, during: value } of held) tell({ type: 'config-held', topic, name, value });
  }
};

/** Writes down of which topics only what was committed is copied; one that is continued stays one of them. */
const noteCommittedOnly = async (topics: readonly TopicPlan[], journal: TargetJournal): Promise<void> => {
  const changes = topics.flatMap(({ topic, action, mode, transactions }) => {
    const isOne = transactions === 'committed';
    return isOne || action !== 'continue' || mode === 'mapped' ? [[topic, isOne] as const] : [];
  });
  if (changes.length > 0) await journal.saveCommittedOnly(new Map(changes));
};

/** Writes down what held configs return to, by key; what an earlier run wrote counts more. */
const note = async (
  journal: TargetJournal,
  heldByKey: ReadonlyMap<string, readonly HeldConfig[]>,
): Promise<void> => {
  const written = await journal.load();
  const restores = new Map(
    [...heldByKey].map(([key, held]) => {
      const after = Object.fromEntries(held.map(({ name, after }) => [name, after]));
      return [key, { ...after, ...written.get(key) }] as const;
    }),
  );
  await journal.save(new Map([...restores].filter(([, restore]) => Object.keys(restore).length > 0)));
};

/** Holds configs for all brokers; resolves when all of them work by these. */
const holdOnBrokers = async (
  target: KafkaClient,
  held: readonly HeldConfig[],
  journal: TargetJournal,
  tell: Tell,
): Promise<void> => {
  if (held.length === 0) return;
  await note(journal, new Map([[ALL_BROKERS, held]]));
  // Brokers learn of it one after the other; and another migration that ends may put it back right now.
  for (;;) {
    await target.retrying(() => alterConfigs(target, { broker: 'all' }, during(held)));
    if (await isHeldEverywhere(target, during(held))) break;
    await pause(VISIBLE_POLL_MS);
  }
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

/** Whether every broker works by these configs. */
const isHeldEverywhere = async (
  target: KafkaClient,
  configs: Readonly<Record<string, string>>,
): Promise<boolean> => {
  const brokers = [...(await target.metadata()).brokers.keys()];
  const held = await Promise.all(
    brokers.map(async (broker) => {
      const current = (await describeConfigs(target, [{ broker }])).get(String(broker));
      return Object.entries(configs).every(([name, value]) => current?.get(name)?.value === value);
    }),
  );
  return held.every(Boolean);
};

/** Writes down which topics were created anew, so that a run that is killed does not delete its own copy later. */
const noteRecreated = async (
  target: KafkaClient,
  topics: readonly TopicPlan[],
  journal: TargetJournal,
): Promise<void> => {
  const recreated = topics.filter(({ action }) => action === 'recreate');
  if (recreated.length === 0) return;
  const known = (await target.metadata()).topics;
  await journal.saveRecreatedIds(new Map(recreated.map(({ topic }) => [topic, known.get(topic)?.topicId])));
};

/** Deletes a topic; resolves when no broker shows it any more. */
const remove = async (target: KafkaClient, topic: string): Promise<void> => {
  await askOnce(target, 'UNKNOWN_TOPIC_OR_PARTITION', () => deleteTopics(target, [topic]));
  while ((await target.refreshMetadata()).topics.has(topic)) await pause(VISIBLE_POLL_MS);
};

/** A request that timed out may have succeeded: a topic that is there now with our shape is the one asked for. */
const create = (target: KafkaClient, plan: TopicPlan): Promise<void> => {
  const topic = {
    name: plan.topic,
    partitions: partitionCount(plan),
    replicationFactor: plan.replicationFactor.target,
    configs: { ...plan.configs, ...during(plan.held) },
  };
  return askOnce(target, 'TOPIC_ALREADY_EXISTS', () => createTopics(target, [topic]));
};

/** Gives a topic the partitions that it lacks. */
const grow = (target: KafkaClient, plan: TopicPlan): Promise<void> =>
  askOnce(target, 'INVALID_PARTITIONS', () => createPartitions(target, plan.topic, partitionCount(plan)));

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

/** Resolves when these topics show all their partitions with leaders: brokers learn of a change one after the other. */
const untilVisible = async (target: KafkaClient, topics: readonly TopicPlan[]): Promise<void> => {
  for (;;) {
    const shown = (await target.refreshMetadata()).topics;
    const isShown = (plan: TopicPlan): boolean => {
      const { partitions = [] } = shown.get(plan.topic) ?? {};
      return partitions.length >= partitionCount(plan) && partitions.every(({ leader }) => leader >= 0);
    };
    if (
      topics
        .filter(({ action, addedPartitions }) => action !== 'continue' || addedPartitions > 0)
        .every(isShown)
    )
      return;
    await pause(VISIBLE_POLL_MS);
  }
};

/** Puts what was held for these topics and for all brokers back, and forgets about them. */
export const restoreTarget = (
  target: KafkaClient,
  topics: readonly string[],
  journal: TargetJournal,
  tell?: Tell,
): Promise<void> => restoreTopics(target, [...topics, ALL_BROKERS], journal, tell);

/** Puts what was held for these topics back and forgets about them; what is held for all brokers stays. */
export const restoreTopics = async (
  target: KafkaClient,
  keys: readonly string[],
  journal: TargetJournal,
  tell: Tell = () => {},
): Promise<void> => {
  const written = await journal.load();
  const due = keys.flatMap((key) => {
    const restore = written.get(key);
    return restore ? [{ key, restore }] : [];
  });
  // Written down now and then: each time all of it is written.
  for (let at = 0; at < due.length; at += RESTORED_PER_SAVE) {
    const some = due.slice(at, at + RESTORED_PER_SAVE);
    await inParallel(some, TOPICS_AT_ONCE, ({ key, restore }) => {
      const resource = key === ALL_BROKERS ? ({ broker: 'all' } as const) : { topic: key };
      return target.retrying(() => alterConfigs(target, resource, restore));
    });
    await journal.save(new Map(some.map(({ key }) => [key, undefined])));
  }
  for (const { key, restore } of due) {
    const topic = key === ALL_BROKERS ? undefined : key;
    for (const [name, value] of Object.entries(restore))
      tell({ type: 'config-restored', topic, name, value });
  }
};
