import type { SubscriptionGroupConfig } from '../protocol/bodies/subscription-group-config.ts';
import { jsonBytes } from '../protocol/json-text.ts';
import {
  DELETE_SUBSCRIPTIONGROUP,
  GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
} from '../protocol/requests/groups.ts';
import { type BrokerOutcome, onMasters } from './outcomes.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { PART_SIZE, wholeList } from './whole-list.ts';

/** What a group shall be. */
export interface NewGroup extends SubscriptionGroupConfig {
  /** Attributes that shall go (5.x); a broker refuses one that is not there. Those of `attributes` are set, others stay. */
  readonly removedAttributes?: readonly string[] | undefined;
}

/**
 * All groups of the broker at `host:port`. There is a request for one group too (352 of 5.x), but it creates the group
 * where that is not forbidden (`SubscriptionGroupManager.findSubscriptionGroupConfig`).
 * Throws ROCKETMQ_LIST_UNSTEADY, and as `ask` does.
 */
export const groupConfigs = (admin: RocketmqAdmin, address: string): Promise<SubscriptionGroupConfig[]> =>
  wholeList(address, 'its groups', async (groupSeq, dataVersion) => {
    const fields = { groupSeq, maxGroupNum: PART_SIZE, dataVersion };
    const answer = await ask(admin, address, GET_ALL_SUBSCRIPTIONGROUP_CONFIG, fields);
    const { groups, dataVersion: told } = answer.body!;
    return { items: groups, dataVersion: told, total: answer.fields.totalGroupNum };
  });

const attributeChanges = ({ attributes = {}, removedAttributes = [] }: NewGroup) => ({
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`+${name}`, value])),
  ...Object.fromEntries(removedAttributes.map((name) => [`-${name}`, ''])),
});

/**
 * Creates a group at the broker at `host:port`, or sets it up anew. What a release does not know is passed over by it;
 * what is left out gets that release's default. Throws ROCKETMQ_INVALID_PARAMETER for a name that cannot be (5.x), and as
 * `ask` does.
 */
export const putGroup = async (admin: RocketmqAdmin, address: string, group: NewGroup): Promise<void> => {
  const { removedAttributes: _, ...config } = group;
  const body = jsonBytes({ ...config, attributes: attributeChanges(group) });
  await ask(admin, address, UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, {}, { body });
};

/**
 * Deletes a group at every master of a cluster, with its offsets unless told otherwise. Its topics of retries and dead
 * letters stay. Throws ROCKETMQ_CLUSTER_UNKNOWN, ROCKETMQ_MASTER_MISSING, and what `NameServers.call` throws.
 */
export const deleteGroup = (
  admin: RocketmqAdmin,
  cluster: string,
  groupName: string,
  withOffsets = true,
): Promise<BrokerOutcome<void>[]> =>
  onMasters(admin, cluster, async ({ address }) => {
    const fields = { groupName, removeOffset: withOffsets, cleanOffset: withOffsets };
    await ask(admin, address, DELETE_SUBSCRIPTIONGROUP, fields);
  });
