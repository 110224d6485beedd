import type { KafkaClient } from '@mqferry/kafka';
import { PartInventories, type PartsLook } from './part-inventories.ts';
import { type InventoryParts, READERS } from './read-parts.ts';

/** The name of a part. */
export type PartName = keyof InventoryParts;

/** Some parts of a Kafka cluster, as they are known now. */
export type Look<Name extends PartName> = PartsLook<InventoryParts, Name>;

/** What is known of the Kafka clusters. */
export class Inventories extends PartInventories<KafkaClient, InventoryParts> {
  /** `now`: milliseconds since 1970. */
  constructor(clientOf: (clusterId: string) => Promise<KafkaClient>, now: () => number) {
    super(clientOf, READERS, now);
  }
}
