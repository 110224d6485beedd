import { readTable, tableText } from '@mqferry/gateway';
import { type Position, routingOf, type SeamlessFacts } from '@mqferry/migration';
import type { StoredSeamlessTask } from '@mqferry/store';

/** What a routing table is made of. */
export interface RoutingParts {
  readonly positions: ReadonlyMap<string, Position>;
  /** What is seen of the task; undefined: nothing yet. */
  readonly facts: SeamlessFacts | undefined;
}

const NAME = 'routing table';

/**
 * The first revision of a task's tables: seconds since 1970. Gateways take newer tables only, also those that have served a task
 * which is deleted since.
 */
export const firstRevision = (createdAt: Date): number => Math.floor(createdAt.getTime() / 1000);

/** The table of a new task: everything is on the source. */
export const firstTable = (revision: number, targetNames: ReadonlyMap<string, string>): string =>
  tableText({ revision, topics: new Map(), groups: new Map(), targetNames, held: new Set() });

/**
 * The next table of a task. Groups that are not known now stay as they were as long as a master cannot be asked, for it may know
 * them.
 */
export const nextTable = (
  { table_text, routing_revision }: StoredSeamlessTask,
  { positions, facts }: RoutingParts,
): string => {
  const present = readTable(NAME, table_text);
  const read = new Map([...(facts?.groups ?? [])].map(([group, { topics }]) => [group, topics]));
  const { topics, groups, held } = routingOf(positions, read);
  const isWhole =
    facts?.clusters.source.connected === true &&
    facts.clusters.target.connected === true &&
    facts.groups !== undefined;
  return tableText({
    ...{ revision: routing_revision + 1, topics, held, targetNames: present.targetNames },
    groups: new Map([...(isWhole ? [] : present.groups), ...groups]),
  });
};

/** Whether two tables differ in more than their revision. */
export const isOtherTable = (one: string, other: string): boolean => {
  const plain = (text: string) => {
    const { topics, groups, held } = readTable(NAME, text);
    const sorted = (shares: ReadonlyMap<string, unknown>) => [...shares].sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([sorted(topics), sorted(groups), [...held].sort()]);
  };
  return plain(one) !== plain(other);
};
