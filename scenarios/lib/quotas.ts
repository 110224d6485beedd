import { alterQuotas, type KafkaClient } from '@mqferry/kafka';

/** The copier's name for itself, by which brokers limit it. */
const COPIER = { 'client-id': 'mqferry' };

/** Lets a cluster limit the copier to so many bytes a second and broker; null lets it do as it likes. */
export const limitCopier = (
  client: KafkaClient,
  limit: 'consumer_byte_rate' | 'producer_byte_rate',
  bytes: number | null,
): Promise<void> =>
  client.retrying(() => alterQuotas(client, [{ entity: COPIER, limits: { [limit]: bytes } }]));
