import { apiErrors } from '@mqferry/api';
import { CONFIG_POLICY } from '@mqferry/replication';
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
import type { InventoryParts } from '../inventory/read-parts.ts';
import { instantOf, problemsOf } from '../inventory/seen.ts';
import type { Kept } from '../kept.ts';
import { partOf } from '../lists.ts';

type Kind = 'topics' | 'acls' | 'users' | 'quotas';

interface Compared {
  readonly parts: readonly PartName[];
  /** Undefined while one of the parts is not known. */
  readonly compare: (source: Look<PartName>, target: Look<PartName>) => ComparedItem[] | undefined;
}

/** Compares one part of both clusters. */
const ofPart = <Name extends 'acls' | 'users' | 'quotas'>(
  part: Name,
  compare: (source: InventoryParts[Name], target: InventoryParts[Name]) => ComparedItem[],
): Compared => ({
  parts: [part],
  compare: (source, target) => {
    const one: InventoryParts[Name] | undefined = source[part].value;
    const other: InventoryParts[Name] | undefined = target[part].value;
    return one && other && compare(one, other);
  },
});

const KINDS: Readonly<Record<Kind, Compared>> = {
  topics: {
    parts: ['topics', 'configs'],
    compare: (...sides) => {
      const [one, other] = sides.map(({ topics, configs }) =>
        topics.value && configs.value ? { topics: topics.value, configs: configs.value } : undefined,
      );
      return one && other && compareTopics(one, other);
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
    if (!(await clusters.get(id))) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
    return inventories.look(id, parts);
  };

  return {
    compareClusters: async ({ query }) => {
      const { source: sourceId, target: targetId, kind } = query;
      if (sourceId === targetId) throw inventoryErrors.INVENTORY_SAME_CLUSTER({});
      const { parts, compare } = KINDS[kind];
      const [source, target] = await Promise.all([look(sourceId, parts), look(targetId, parts)]);
      const items = compare(source, target);
      return {
        asOf: instantOf(oldest([source, target])),
        refreshing: [source, target].some((side) => Object.values(side).some(({ refreshing }) => refreshing)),
        problems: (['source', 'target'] as const).flatMap((side) =>
          problemsOf(side === 'source' ? source : target).map(({ part, asOf, problem }) => ({
            ...{ side, part, asOf, problem },
          })),
        ),
        counts: items ? countOutcomes(items) : null,
        ...(items ? partOf(chosenItems(items, query), query) : { items: [], total: null }),
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
