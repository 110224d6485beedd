import { throwOnError } from '../client/broker-error.ts';
import { clientErrors } from '../client/errors.ts';
import type { Destination, KafkaClient } from '../client/kafka-client.ts';
import { AlterConfigs, DescribeConfigs, IncrementalAlterConfigs } from '../protocol/generated/index.ts';
import { askFor } from './ask.ts';

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

/** What configs belong to; `all` brokers have a set of their own, the cluster's dynamic defaults (KIP-226). */
export type ConfigResource = { readonly topic: string } | { readonly broker: number | 'all' };

const TOPIC = 2;
const BROKER = 4;
const SOURCES: Readonly<Record<number, ConfigSource>> = {
  1: 'topic',
  2: 'dynamic-broker',
  3: 'dynamic-default',
  4: 'static-broker',
  5: 'default',
};
/** The source of what was set for the resource itself. */
const OWN: Readonly<Record<number, ConfigSource>> = { [TOPIC]: 'topic', [BROKER]: 'dynamic-broker' };
const UNKNOWN_TOPIC_OR_PARTITION = 3;
const SET = 0;
const REMOVE = 1;

const resourceKey = (resource: ConfigResource) =>
  'topic' in resource
    ? { resourceType: TOPIC, resourceName: resource.topic }
    : { resourceType: BROKER, resourceName: resource.broker === 'all' ? '' : String(resource.broker) };

/** A broker answers for its own configs itself. */
const destinationOf = <Other extends Destination>(
  resource: ConfigResource | undefined,
  other: Other,
): Other | { readonly node: number } =>
  resource && 'broker' in resource && resource.broker !== 'all' ? { node: resource.broker } : other;

interface ResourceResult {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

const throwResourceError = (api: string, result: ResourceResult): void => {
  const { resourceType, resourceName, errorCode, errorMessage } = result;
  if (resourceType === TOPIC && errorCode === UNKNOWN_TOPIC_OR_PARTITION) {
    throw clientErrors.KAFKA_TOPIC_UNKNOWN({ topic: resourceName });
  }
  throwOnError(api, resourceName, errorCode, errorMessage);
};

/**
 * All configs of topics, or of one broker, by resource name (from 0.11). `source` before 1.1 is 'default' or 'other'
 * only. Throws KAFKA_TOPIC_UNKNOWN.
 */
export const describeConfigs = (
  client: KafkaClient,
  resources: readonly ConfigResource[],
): Promise<Map<string, Map<string, ConfigEntry>>> =>
  askFor(
    client,
    destinationOf(resources[0], 'any'),
    DescribeConfigs,
    { resources: resources.map((resource) => ({ ...resourceKey(resource), configurationKeys: null })) },
    ({ results }) =>
      new Map(
        results.map((result) => {
          throwResourceError('DescribeConfigs', result);
          const entries = result.configs.map(({ name, value, configSource, isDefault }): ConfigEntry => {
            const source = SOURCES[configSource] ?? (isDefault ? 'default' : 'other');
            return { name, value, source };
          });
          return [result.resourceName, new Map(entries.map((entry) => [entry.name, entry]))];
        }),
      ),
  );

/**
 * Sets configs (a string) or returns them to their default (null), from 0.11. On brokers before 2.3, which can only
 * replace the whole set, the topic's own values are read first and kept. With `validateOnly` it is only tried.
 * Throws KAFKA_TOPIC_UNKNOWN.
 */
export const alterConfigs = (
  client: KafkaClient,
  resource: ConfigResource,
  changes: Readonly<Record<string, string | null>>,
  validateOnly = false,
): Promise<void> =>
  client.retrying(async () => {
    const connection = await client.route(destinationOf(resource, 'controller'));
    const key = resourceKey(resource);
    if (connection.offers(IncrementalAlterConfigs)) {
      const configs = Object.entries(changes).map(([name, value]) => ({
        name,
        value,
        configOperation: value === null ? REMOVE : SET,
      }));
      const answer = await connection.send(IncrementalAlterConfigs, {
        resources: [{ ...key, configs }],
        validateOnly,
      });
      for (const result of answer.responses) throwResourceError('IncrementalAlterConfigs', result);
      return;
    }
    const current = (await describeConfigs(client, [resource])).get(key.resourceName)?.values() ?? [];
    const kept = [...current].filter(({ source }) => source === OWN[key.resourceType] || source === 'other');
    const wanted = { ...Object.fromEntries(kept.map(({ name, value }) => [name, value])), ...changes };
    const configs = Object.entries(wanted)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => ({ name, value }));
    const answer = await connection.send(AlterConfigs, { resources: [{ ...key, configs }], validateOnly });
    for (const result of answer.responses) throwResourceError('AlterConfigs', result);
  });
