import type { Answer, Routes } from '@mqferry/api';
import type { FakeInventory } from './inventory.ts';

type Item = Answer<Routes['compareClusters']>['items'][number];
type Kind = 'topics' | 'acls' | 'users' | 'quotas';

const namesOf = (kind: Kind, of: FakeInventory): readonly string[] => {
  if (kind === 'topics') return of.topics.filter(({ internal }) => !internal).map(({ topic }) => topic);
  if (kind === 'users') return of.users.map(({ user }) => user);
  if (kind === 'quotas') return of.quotas.map(({ name }) => name);
  return of.acls.map(
    ({ permission, principal, host, operation, resourceType, resourceName }) =>
      `${permission} ${principal} from ${host} ${operation} ${resourceType} ${resourceName}`,
  );
};

/** How two fake clusters differ; every tenth topic that both have is not the same. */
export const comparedItems = (kind: Kind, source: FakeInventory, target: FakeInventory): Item[] => {
  const [one, other] = [new Set(namesOf(kind, source)), new Set(namesOf(kind, target))];
  return [...new Set([...one, ...other])].sort().map((name, index): Item => {
    if (!other.has(name)) return { name, outcome: 'source-only', differences: [] };
    if (!one.has(name)) return { name, outcome: 'target-only', differences: [] };
    if (index % 10 !== 3) return { name, outcome: 'equal', differences: [] };
    return {
      ...{ name, outcome: 'differs' },
      differences: [
        { aspect: 'partitions', source: '24', target: '12' },
        { aspect: 'retention.ms', source: '604800000', target: '86400000' },
        { aspect: 'min.compaction.lag.ms', source: null, target: '0' },
      ],
    };
  });
};
