import { throwOnError } from '../client/broker-error.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { AlterClientQuotas, DescribeClientQuotas } from '../protocol/generated/index.ts';
import { askController, askFor } from './ask.ts';

/** Whom a quota limits: a user, a client id, both together, or an address; null stands for whoever has none of its own. */
export type QuotaEntity = Readonly<Partial<Record<'user' | 'client-id' | 'ip', string | null>>>;

/** Limits by name: `producer_byte_rate` and `consumer_byte_rate` (bytes/s), `request_percentage`, `controller_mutation_rate`, `connection_creation_rate`. */
export interface Quota {
  readonly entity: QuotaEntity;
  readonly limits: Readonly<Record<string, number>>;
}

/** Limits to set, or (null) to remove. */
export interface QuotaChange {
  readonly entity: QuotaEntity;
  readonly limits: Readonly<Record<string, number | null>>;
}

interface EntityOnTheWire {
  readonly entityType: string;
  readonly entityName: string | null;
}

const readEntity = (parts: readonly EntityOnTheWire[]): QuotaEntity =>
  Object.fromEntries(parts.map(({ entityType, entityName }) => [entityType, entityName]));

const entityText = (entity: QuotaEntity): string =>
  Object.entries(entity)
    .map(([type, name]) => `${type} ${name ?? '(default)'}`)
    .join(', ');

/** All quotas of a cluster (KIP-546, from 2.6). */
export const describeQuotas = (client: KafkaClient): Promise<Quota[]> =>
  askFor(
    client,
    'any',
    DescribeClientQuotas,
    { components: [], strict: false },
    ({ errorCode, errorMessage, entries }) => {
      throwOnError('DescribeClientQuotas', 'the cluster', errorCode, errorMessage);
      return (entries ?? []).map(({ entity, values }) => ({
        entity: readEntity(entity),
        limits: Object.fromEntries(values.map(({ key, value }) => [key, value])),
      }));
    },
  );

/** Sets and removes quotas (KIP-546, from 2.6). Throws the first one's error, after which others may be changed. */
export const alterQuotas = async (client: KafkaClient, changes: readonly QuotaChange[]): Promise<void> => {
  await askController(
    client,
    AlterClientQuotas,
    {
      entries: changes.map(({ entity, limits }) => ({
        entity: Object.entries(entity).map(([entityType, entityName]) => ({ entityType, entityName })),
        ops: Object.entries(limits).map(([key, value]) =>
          value === null ? { key, remove: true } : { key, value },
        ),
      })),
      validateOnly: false,
    },
    ({ entries }) => {
      for (const { entity, errorCode, errorMessage } of entries) {
        throwOnError('AlterClientQuotas', entityText(readEntity(entity)), errorCode, errorMessage);
      }
    },
  );
};
