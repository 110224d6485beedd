import { CONFIG_POLICY } from '@mqferry/replication';
import { findCluster } from '../clusters/find-cluster.ts';
import type { Handlers } from '../http/serve-routes.ts';
import {
  type ComparedItem,
  chosenItems,
  compareAcls,
  compareQuotas,
  compareTopics,
  compareUsers,
  countOutcomes,
} from '../inventory/compare.ts';
import type { Inventories, Look, PartName } from '../inventory/inventories.ts';
import { inventoryErrors } from '../inventory/inventory-errors.ts';
import { madeOnce } from '../inventory/made-once.ts';
import type { InventoryParts } from '../inventory/read-parts.ts';
import { instantOf, problemsOf } from '../inventory/seen.ts';
import type { Kept } from '../kept.ts';
import { partOf } from '../lists.ts';

type Kind = 'topics' | 'acls' | 'users' | 'quotas';

/** What came of a comparison; the items are in order of name. */
interface Comparison {
  readonly items: readonly ComparedItem[];
  readonly counts: ReturnType<typeof countOutcomes>;
}

interface Compared {
  readonly parts: readonly PartName[];
  /** Undefined while one of the parts is not known. */
  readonly compare: (source: Look<PartName>, target: Look<PartName>) => Comparison | undefined;
}

const counted = (items: readonly ComparedItem[]): Comparison => ({ items, counts: countOutcomes(items) });

/** Compares one part of both clusters. */
const ofPart = <Name extends 'acls' | 'users' | 'quotas'>(
  part: Name,
  compare: (source: InventoryParts[Name], target: InventoryParts[Name]) => ComparedItem[],
): Compared => {
  const compared = madeOnce((one: InventoryParts[Name], other: InventoryParts[Name]) =>
    counted(compare(one, other)),
  );
  return {
    parts: [part],
    compare: (source, target) => {
      const one: InventoryParts[Name] | undefined = source[part].value;
      const other: InventoryParts[Name] | undefined = target[part].value;
      return one && other && compared(one, other);
    },
  };
};

type Topics = InventoryParts['topics'];
type Configs = InventoryParts['configs'];

const comparedTopics = madeOnce(
  (topics: Topics, configs: Configs, otherTopics: Topics, otherConfigs: Configs) =>
    counted(compareTopics({ topics, configs }, { topics: otherTopics, configs: otherConfigs })),
);

const KINDS: Readonly<Record<Kind, Compared>> = {
  topics: {
    parts: ['topics', 'configs'],
    compare: (source, target) => {
      const [topics, configs] = [source.topics.value, source.configs.value];
      const [others, otherConfigs] = [target.topics.value, target.configs.value];
      return topics && configs && others && otherConfigs
        ? comparedTopics(topics, configs, others, otherConfigs)
        : undefined;
    },
  },
  acls: ofPart('acls', compareAcls),
  users: ofPart('users', compareUsers),
  quotas: ofPart('quotas', compareQuotas),
};

/** When the oldest of the parts was read; undefined: one was not. */
const oldest = (looks: readonly Look<PartName>[]): number | undefined => {
  const times = looks.flatMap((look) => Object.values(look).map(({ at }) => at));
  return times.includes(undefined) ? undefined : Math.min(...(times as number[]));
};

/** How clusters differ, and what becomes of configs between them. */
export const comparisonHandlers = (
  { clusters }: Pick<Kept, 'clusters'>,
  inventories: Inventories,
): Pick<Handlers, 'compareClusters' | 'getConfigPolicy'> => {
  const look = async (id: string, parts: readonly PartName[]) => {
    await findCluster(clusters, id, 'kafka');
    return inventories.look(id, parts);
  };

  return {
    compareClusters: async ({ query }) => {
      const { source: sourceId, target: targetId, kind } = query;
      if (sourceId === targetId) throw inventoryErrors.INVENTORY_SAME_CLUSTER({});
      const { parts, compare } = KINDS[kind];
      const [source, target] = await Promise.all([look(sourceId, parts), look(targetId, parts)]);
      const compared = compare(source, target);
      return {
        asOf: instantOf(oldest([source, target])),
        refreshing: [source, target].some((side) => Object.values(side).some(({ refreshing }) => refreshing)),
        problems: (['source', 'target'] as const).flatMap((side) =>
          problemsOf(side === 'source' ? source : target).map(({ part, asOf, problem }) => ({
            ...{ side, part, asOf, problem },
          })),
        ),
        counts: compared?.counts ?? null,
        ...(compared ? partOf(chosenItems(compared.items, query), query) : { items: [], total: null }),
      };
    },
    getConfigPolicy: async () =>
      CONFIG_POLICY.map(({ name, manner, scope, reason }) => ({
        name,
        manner,
        scope,
        reason: { ...reason },
      })),
  };
};
