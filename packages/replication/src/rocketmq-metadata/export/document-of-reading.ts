import type { CodedError } from '@mqferry/core';
import { DLQ_PREFIX, isInternalGroup, isInternalTopic, RETRY_PREFIX } from '@mqferry/rocketmq';
import { byName, groupEntry, namespacesOf, topicEntry } from '../document/entries.ts';
import { type AclSource, joinAcl } from '../document/join-acl.ts';
import {
  type GroupEntry,
  METADATA_FORMAT,
  METADATA_VERSION,
  type MetadataDocument,
  type MetadataSecrets,
  type TopicEntry,
} from '../document/metadata-document.ts';
import { commonSettings, type OnBroker } from '../document/on-brokers.ts';
import { metadataErrors } from '../metadata-errors.ts';
import { type Reason, reasonBecause, reasonDespite } from '../reason.ts';
import type { BrokerReading, ClusterReading, ReadBroker } from './cluster-reading.ts';

/** What an export gives: the document without secrets, and the secrets in the clear, to be sealed or forgotten. */
export interface ExportedMetadata {
  readonly document: MetadataDocument;
  readonly secrets: MetadataSecrets;
}

type Known = ReadBroker & { readonly content: { readonly value: BrokerReading } };

const isKnown = (broker: ReadBroker): broker is Known => broker.content.value !== undefined;

/** Settings by name, each with the brokers that have it. */
const byBrokers = <S>(
  brokers: readonly Known[],
  settingsOf: (reading: BrokerReading) => ReadonlyMap<string, S>,
): ReadonlyMap<string, readonly OnBroker<S>[]> => {
  const all = new Map<string, OnBroker<S>[]>();
  for (const { name: broker, content } of brokers)
    for (const [name, settings] of settingsOf(content.value)) {
      const known = all.get(name);
      if (known) known.push({ broker, settings });
      else all.set(name, [{ broker, settings }]);
    }
  return all;
};

/** Topics of groups belong to them, even if the brokers count them among their own. */
const isOfGroup = (topic: string): boolean => topic.startsWith(RETRY_PREFIX) || topic.startsWith(DLQ_PREFIX);

const internalTopics = (
  { names, systemTopics }: ClusterReading,
  brokers: readonly Known[],
): ((topic: string) => boolean) => {
  const told = new Set([
    ...systemTopics,
    ...brokers.flatMap(({ content }) => [...content.value.systemTopics]),
  ]);
  return (topic) => !isOfGroup(topic) && (told.has(topic) || isInternalTopic(topic, names));
};

/** Whether a topic of retries or dead letters is that of a group of RocketMQ's own. */
const isOfInternalGroup = ({ group }: TopicEntry): boolean => group !== undefined && isInternalGroup(group);

const consumedTopics = (brokers: readonly Known[]): ReadonlyMap<string, readonly string[]> => {
  const all = new Map<string, Set<string>>();
  for (const { content } of brokers)
    for (const [group, topics] of content.value.consumes.value ?? []) {
      const known = all.get(group) ?? new Set();
      for (const topic of topics) if (!isOfGroup(topic)) known.add(topic);
      all.set(group, known);
    }
  return new Map(Array.from(all, ([group, topics]) => [group, [...topics].sort()]));
};

/** What helps here is an administrator's account, or to hand in the file, whatever the broker's own error advises. */
const unreadableAcl = (broker: string, version: string, error: CodedError): Reason => {
  const { METADATA_ACL_NOT_PERMITTED, METADATA_ACL_UNREADABLE } = metadataErrors;
  const told = error.code === 'ROCKETMQ_NO_PERMISSION' ? METADATA_ACL_NOT_PERMITTED : METADATA_ACL_UNREADABLE;
  return reasonDespite((reason) => told({ broker, version, reason }), error);
};

const warningsOf = ({ brokers, orderConfigs }: ClusterReading): Reason[] => {
  const { METADATA_BROKER_UNREACHABLE, METADATA_CONSUMED_UNKNOWN } = metadataErrors;
  return [
    ...brokers.flatMap(({ name: broker, address, version = '?', content }) => {
      const { value, error } = content;
      if (error)
        return [reasonBecause((reason) => METADATA_BROKER_UNREACHABLE({ broker, address, reason }), error)];
      const { consumes, acl } = value;
      return [
        ...(consumes.error
          ? [reasonBecause((reason) => METADATA_CONSUMED_UNKNOWN({ broker, reason }), consumes.error)]
          : []),
        ...(acl.error ? [unreadableAcl(broker, version, acl.error)] : []),
      ];
    }),
    ...(orderConfigs.error
      ? [reasonBecause((reason) => metadataErrors.METADATA_ORDER_UNKNOWN({ reason }), orderConfigs.error)]
      : []),
  ];
};

/** Puts together what was read of all brokers. What only some of them told has a warning each. */
export const documentOfReading = (
  reading: ClusterReading,
  exportedAt: string,
  aclFiles: readonly AclSource[] = [],
): ExportedMetadata => {
  const known = reading.brokers.filter(isKnown);
  const isInternal = internalTopics(reading, known);
  const allTopics = byBrokers(known, ({ topics }) => topics);
  const allGroups = byBrokers(known, ({ groups }) => groups);
  const consumes = consumedTopics(known);
  const areConsumesKnown = known.every(({ content }) => !content.value.consumes.error);
  const topics = byName(
    Array.from(allTopics)
      .filter(([name]) => !isInternal(name))
      .map(([name, on]): TopicEntry => topicEntry(name, commonSettings(on)))
      .filter((topic) => !isOfInternalGroup(topic)),
  );
  const groups = byName(
    Array.from(allGroups)
      .filter(([name]) => !isInternalGroup(name))
      .map(
        ([name, on]): GroupEntry =>
          groupEntry(
            name,
            commonSettings(on),
            'perBroker',
            areConsumesKnown ? (consumes.get(name) ?? []) : undefined,
          ),
      ),
  );
  const sources = known.flatMap(({ content }) => content.value.acl.value ?? []);
  const { acl, secrets, warnings } = joinAcl([...sources, ...aclFiles]);
  const kept = new Set([...topics, ...groups].map(({ name }) => name));
  return {
    document: {
      format: METADATA_FORMAT,
      version: METADATA_VERSION,
      exportedAt,
      source: {
        kind: 'cluster',
        nameServers: reading.nameServers,
        cluster: reading.cluster,
        brokers: reading.brokers.map(({ name, addresses, version }) => ({
          name,
          addresses,
          ...(version === undefined ? {} : { version }),
        })),
      },
      topics,
      groups,
      acl,
      orderConfigs: Object.fromEntries(
        Object.entries(reading.orderConfigs.value ?? {}).filter(([topic]) => kept.has(topic)),
      ),
      namespaces: namespacesOf(topics, groups),
      leftOut: {
        topics: [...allTopics.keys()].filter((name) => !kept.has(name)).sort(),
        groups: [...allGroups.keys()].filter((name) => !kept.has(name)).sort(),
      },
      warnings: [...warningsOf(reading), ...warnings],
    },
    secrets,
  };
};
