import { isInternalGroup, isInternalTopic } from '@mqferry/rocketmq';
import { z } from 'zod';
import { metadataErrors } from '../metadata-errors.ts';
import { reasonOf } from '../reason.ts';
import { byName, groupEntry, namespacesOf, topicEntry } from './entries.ts';
import {
  METADATA_FORMAT,
  METADATA_VERSION,
  type MetadataDocument,
  type TopicEntry,
} from './metadata-document.ts';
import { misfitsOf } from './misfit.ts';
import { groupSettingsOf, topicSettingsOf } from './settings-of-config.ts';

const table = z.record(z.string(), z.unknown()).optional();

/** The tables; what else 5.x writes beside them (dataVersion, mappings of static topics) is not metadata to import. */
const file = z
  .object({ topicConfigTable: table, subscriptionGroupTable: table, exportTime: z.int().optional() })
  .refine(({ topicConfigTable, subscriptionGroupTable }) => topicConfigTable ?? subscriptionGroupTable);

/** The file names neither clusters nor brokers; mqadmin has left out topics of their names, as brokers tell them. */
const UNKNOWN_NAMES = { clusters: [], brokers: [] };

/** Whether JSON is what `mqadmin exportMetadata` has written. */
export const isMqadminFile = (value: unknown): boolean => file.safeParse(value).success;

const readTable = <S, E>(
  name: string,
  configs: Readonly<Record<string, unknown>> | undefined,
  settingsOf: (config: unknown) => z.ZodSafeParseResult<S>,
  entry: (name: string, settings: S) => E,
  path: string,
): E[] =>
  Object.entries(configs ?? {}).map(([key, config]) => {
    const parsed = settingsOf(config);
    if (parsed.success) return entry(key, parsed.data);
    const reason = `${name}.${key}: ${misfitsOf(parsed.error)}`;
    throw metadataErrors.METADATA_MALFORMED({ file: path, reason }, parsed.error);
  });

/**
 * Makes the document of what `mqadmin exportMetadata` of 4.9 or 5.x has written (ExportMetadataCommand): of a cluster,
 * where it adds up the queues of all masters and notes the time, or with `-b` of one broker; topics, groups or both.
 * Throws METADATA_MALFORMED.
 */
export const fromMqadminFile = (value: unknown, path: string): MetadataDocument => {
  const { topicConfigTable, subscriptionGroupTable, exportTime } = file.parse(value);
  const queueCounts = exportTime === undefined ? 'perBroker' : 'sumOfBrokers';
  const allTopics = readTable(
    'topicConfigTable',
    topicConfigTable,
    topicSettingsOf,
    (name, settings) => topicEntry(name, { settings }, queueCounts),
    path,
  );
  const allGroups = readTable(
    'subscriptionGroupTable',
    subscriptionGroupTable,
    groupSettingsOf,
    (name, settings) => groupEntry(name, { settings }, queueCounts),
    path,
  );
  const isOwn = ({ name, kind }: TopicEntry) => kind === 'normal' && isInternalTopic(name, UNKNOWN_NAMES);
  const topics = allTopics.filter((topic) => !isOwn(topic));
  const groups = allGroups.filter(({ name }) => !isInternalGroup(name));
  return {
    format: METADATA_FORMAT,
    version: METADATA_VERSION,
    ...(exportTime === undefined ? {} : { exportedAt: new Date(exportTime).toISOString() }),
    source: { kind: 'mqadmin', files: [path] },
    topics: byName(topics),
    groups: byName(groups),
    orderConfigs: {},
    namespaces: namespacesOf(topics, groups),
    leftOut: {
      topics: allTopics.filter(isOwn).map(({ name }) => name),
      groups: allGroups.filter(({ name }) => isInternalGroup(name)).map(({ name }) => name),
    },
    warnings: [
      metadataErrors.METADATA_FILE_TELLS_NO_ACL({ file: path }),
      ...(queueCounts === 'sumOfBrokers' ? [metadataErrors.METADATA_QUEUES_SUMMED({ file: path })] : []),
    ].map(reasonOf),
  };
};
