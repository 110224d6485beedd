import { PartInventories, type PartsLook } from '../../inventory/part-inventories.ts';
import type { OpenedRocketmq } from '../clusters/connected-rocketmq.ts';
import { ROCKETMQ_READERS, type RocketmqParts } from './read-rocketmq.ts';

/** Some parts of a RocketMQ cluster, as they are known now. */
export type RocketmqLook<Name extends keyof RocketmqParts> = PartsLook<RocketmqParts, Name>;

/** What is known of the RocketMQ clusters. */
export class RocketmqInventories extends PartInventories<OpenedRocketmq, RocketmqParts> {
  /** `now`: milliseconds since 1970. */
  constructor(openedOf: (clusterId: string) => Promise<OpenedRocketmq>, now: () => number) {
    super(openedOf, ROCKETMQ_READERS, now);
  }
}
