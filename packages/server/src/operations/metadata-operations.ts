import type { OperationInput } from '@mqferry/api';
import type { Hidden } from '@mqferry/core';
import { aclText, type KafkaClient } from '@mqferry/kafka';
import type { Plain } from '@mqferry/migration';
import type { Networks } from '../clusters/open-connection.ts';
import { inventoryErrors } from '../inventory/inventory-errors.ts';
import { quotaName } from '../inventory/names.ts';
import { planAcls, planQuotas, planUsers } from '../tasks/plan-security.ts';
import { planTopics, topicsInZookeeper, topicsOfBrokers } from '../tasks/plan-topics.ts';
import type { TaskKind } from '../tasks/task-kinds.ts';

/** One thing that a task is to do. */
export interface TaskItemArgs {
  readonly name: string;
  readonly input: Plain;
  readonly secret?: Hidden;
}

/** A task as a step of a plan. */
export interface RunTask {
  readonly kind: TaskKind;
  readonly sourceId: string;
  readonly targetId: string;
  readonly by: string;
  readonly items: readonly TaskItemArgs[];
}

/** What copies of metadata may look at. */
export interface MetadataLooking {
  /** Throws API_NOT_FOUND. */
  client(clusterId: string): Promise<KafkaClient>;
  /** Throws API_ROLE_TOO_LOW for who may not have the service connect to an address of his choice. */
  mayReachAnything(): void;
  /** Where it may connect to. */
  readonly networks: Networks;
  readonly by: string;
}

type Name = 'copyTopics' | 'copyAcls' | 'copyUsers' | 'copyQuotas';
type InputOf<Of extends Name> = Extract<OperationInput, { readonly operation: Of }>;
type Do = (verb: 'runTask', args: RunTask) => Promise<void>;
type MetadataOperations = {
  readonly [Of in Name]: (input: InputOf<Of>, perform: Do, look: MetadataLooking) => Promise<void>;
};

interface Both {
  readonly sourceId: string;
  readonly targetId: string;
}

/** Looks at both clusters. Throws INVENTORY_SAME_CLUSTER. */
const both = async ({ sourceId, targetId }: Both, look: MetadataLooking) => {
  if (sourceId === targetId) throw inventoryErrors.INVENTORY_SAME_CLUSTER({});
  return Promise.all([look.client(sourceId), look.client(targetId)]);
};

/** Plain data of a type that says so of its members one by one. */
const plain = (value: object): Plain => ({ ...value }) as { readonly [member: string]: Plain };

const taskOf = (
  kind: TaskKind,
  { sourceId, targetId }: Both,
  { by }: MetadataLooking,
  items: readonly TaskItemArgs[],
): RunTask => ({ kind, sourceId, targetId, by, items });

/** Copies of what is not records: each looks at both clusters, and has a task do what the target lacks. */
export const METADATA_OPERATIONS: MetadataOperations = {
  copyTopics: async (input, perform, look) => {
    const { zookeeper } = input;
    if (zookeeper !== undefined) look.mayReachAnything();
    const [source, target] = await both(input, look);
    const found = await (zookeeper === undefined
      ? topicsOfBrokers(source)
      : topicsInZookeeper(zookeeper, look.networks));
    const items = (await planTopics(found, target, input)).map((item) => ({
      ...{ name: item.topic, input: plain(item) },
    }));
    await perform('runTask', taskOf('topics', input, look, items));
  },
  copyAcls: async (input, perform, look) => {
    const [source, target] = await both(input, look);
    const items = (await planAcls(source, target, input)).map((acl) => ({
      ...{ name: aclText(acl), input: plain(acl) },
    }));
    await perform('runTask', taskOf('acls', input, look, items));
  },
  copyUsers: async (input, perform, look) => {
    const [source, target] = await both(input, look);
    const items = (await planUsers(source, target, input)).map(({ password, ...item }) => ({
      ...{ name: `${item.user} ${item.mechanism}`, input: plain(item), secret: password },
    }));
    await perform('runTask', taskOf('users', input, look, items));
  },
  copyQuotas: async (input, perform, look) => {
    const [source, target] = await both(input, look);
    const items = (await planQuotas(source, target, input)).map((quota) => ({
      ...{ name: quotaName(quota), input: plain(quota) },
    }));
    await perform('runTask', taskOf('quotas', input, look, items));
  },
};
