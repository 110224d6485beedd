import { clusterNames, exportMetadata, type ImportTarget, RocketmqTarget } from '@mqferry/replication';
import { createRocketmqAdmin, type RocketmqAdmin } from '@mqferry/rocketmq';

/** What the commands for RocketMQ ask of the other packages. */
export interface RocketmqServices {
  readonly createAdmin: typeof createRocketmqAdmin;
  readonly clusterNames: typeof clusterNames;
  readonly exportMetadata: typeof exportMetadata;
  readonly target: (
    admin: RocketmqAdmin,
    options: ConstructorParameters<typeof RocketmqTarget>[1],
  ) => ImportTarget;
}

/** The real ones. */
export const liveRocketmq: RocketmqServices = {
  ...{ createAdmin: createRocketmqAdmin, clusterNames, exportMetadata },
  target: (admin, options) => new RocketmqTarget(admin, options),
};
