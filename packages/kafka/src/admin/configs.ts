import { throwOnError } from '../client/broker-error.ts';
import type { Destination, KafkaClient } from '../client/kafka-client.ts';
import { offers } from '../client/version-negotiation.ts';
import { AlterConfigs, DescribeConfigs, IncrementalAlterConfigs } from '../protocol/generated/index.ts';

/** Where a config value comes from, as DescribeConfigs names it. */
export type ConfigSource =
  | 'topic'
  | 'dynamic-broker'
  | 'dynamic-default'
  | 'static-broker'
  | 'default'
  | 'other';

/** One config of a topic or broker. */
export interface ConfigEntry {
  readonly name: string;
  /** Null when the broker keeps it to itself (sensitive). */
  readonly value: string | null;
  readonly source: ConfigSource;
}

/** What configs belong to. */
export type ConfigResource = { readonly topic: string } | { readonly broker: number };

const TOPIC = 2;
const BROKER = 4;
const SOURCES: Readonly<Record<number, ConfigSource>> = {
  1: 'topic',
  2: 'dynamic-broker',
  3: 'dynamic-default',
  4: 'static-broker',
  5: 'default',
};
const SET = 0;
const REMOVE = 1;

const resourceKey = (resource: ConfigResource) =>
  'topic' in resource
    ? { resourceType: TOPIC, resourceName: resource.topic }
    : { resourceType: BROKER, resourceName: String(resource.broker) };

/** A broker answers for its own configs itself. */
const destinationOf = (resource: ConfigResource | undefined): Destination =>
  resource && 'broker' in resource ? { node: resource.broker } : 'any';

/**
 * All configs of topics, or of one broker, by resource name. `source` before 1.1 is 'default' or 'other' only.
 */
export const describeConfigs = async (
  client: KafkaClient,
  resources: readonly ConfigResource[],
): Promise<Map<string, Map<string, ConfigEntry>>> => {
  const answer = await client.send(
    DescribeConfigs,
    { resources: resources.map((resource) => ({ ...resourceKey(resource), configurationKeys: null })) },
    destinationOf(resources[0]),
  );
  return new Map(
    answer.results.map((result) => {
      throwOnError('DescribeConfigs', result.resourceName, result.errorCode, result.errorMessage);
      const entries = result.configs.map(({ name, value, configSource, isDefault }): ConfigEntry => {
        const source = SOURCES[configSource] ?? (isDefault ? 'default' : 'other');
        return { name, value, source };
      });
      return [result.resourceName, new Map(entries.map((entry) => [entry.name, entry]))];
    }),
  );
};

/**
 * Sets configs (a string) or returns them to their default (null). On brokers before 2.3, which can only replace
 * the whole set, the topic's own values are read first and kept.
 */
export const alterConfigs = async (
  client: KafkaClient,
  resource: ConfigResource,
  changes: Readonly<Record<string, string | null>>,
): Promise<void> => {
  const to: Destination = 'broker' in resource ? { node: resource.broker } : 'controller';
  const connection = await client.route(to);
  const key = resourceKey(resource);
  if (offers(IncrementalAlterConfigs, connection.offeredVersions)) {
    const answer = await connection.send(IncrementalAlterConfigs, {
      resources: [
        {
          ...key,
          configs: Object.entries(changes).map(([name, value]) => ({
            name,
            value,
            configOperation: value === null ? REMOVE : SET,
          })),
        },
      ],
    });
    for (const { resourceName, errorCode, errorMessage } of answer.responses) {
      throwOnError('IncrementalAlterConfigs', resourceName, errorCode, errorMessage);
    }
    return;
  }
  const current = (await describeConfigs(client, [resource])).get(key.resourceName)?.values() ?? [];
  const kept = [...current].filter(({ source }) => source === 'topic' || source === 'other');
  const wanted = { ...Object.fromEntries(kept.map(({ name, value }) => [name, value])), ...changes };
  const answer = await connection.send(AlterConfigs, {
    resources: [
      {
        ...key,
        configs: Object.entries(wanted)
          .filter(([, value]) => value !== null)
          .map(([name, value]) => ({ name, value })),
      },
    ],
  });
  for (const { resourceName, errorCode, errorMessage } of answer.responses) {
    throwOnError('AlterConfigs', resourceName, errorCode, errorMessage);
  }
};
