import type { SubscriptionGroupConfig } from '../protocol/bodies/subscription-group-config.ts';
import { jsonBytes } from '../protocol/json-text.ts';
import {
  DELETE_SUBSCRIPTIONGROUP,
  GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST,
} from '../protocol/requests/groups.ts';
import { type AttributeChanges, attributeChanges } from './attribute-changes.ts';
import { type BrokerOutcome, type Outcome, onMasters } from './outcomes.ts';
import { putMany } from './put-many.ts';
import { ask, type RocketmqAdmin } from './rocketmq-admin.ts';
import { PART_SIZE, wholeList } from './whole-list.ts';

/** What a group shall be. */
export interface NewGroup extends SubscriptionGroupConfig, AttributeChanges {}

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

const configOf = (group: NewGroup) => {
  const { removedAttributes: _, ...config } = group;
  return { ...config, attributes: attributeChanges(group) };
};

/**
 * Creates a group at the broker at `host:port`, or sets it up anew. What a release does not know is passed over by it;
 * what is left out gets that release's default. Throws ROCKETMQ_INVALID_PARAMETER for a name that cannot be (5.x), and as
 * `ask` does.
 */
export const putGroup = async (admin: RocketmqAdmin, address: string, group: NewGroup): Promise<void> => {
  const body = jsonBytes(configOf(group));
  await ask(admin, address, UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, {}, { body });
};

/** Does the same for many groups, in few requests where the broker knows how (5.3.1). Gives what came of each, in their order. */
export const putGroups = (
  admin: RocketmqAdmin,
  address: string,
  groups: readonly NewGroup[],
): Promise<Outcome<void>[]> =>
  putMany(groups, {
    alone: (group) => putGroup(admin, address, group),
    together: async (some) => {
      const body = jsonBytes({ groupConfigList: some.map(configOf) });
      await ask(admin, address, UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST, {}, { body });
    },
  });

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
