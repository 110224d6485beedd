/** A cluster of a migration. */
export type Side = 'source' | 'target';

export const SIDES: readonly Side[] = ['source', 'target'];

/**
 * What clients are shown of a topic on one side. `connect`: its brokers, so that clients are connected to them, but none of
 * its queues.
 */
export type Access = 'none' | 'connect' | 'read' | 'write' | 'read-write';

/** What clients are shown of a topic on both sides. */
export type Share = Readonly<Record<Side, Access>>;

/** What topics have that are in no table: all of the source, and nothing of the target. */
export const ONLY_SOURCE: Share = { source: 'read-write', target: 'none' };

/** Which cluster clients read and write, topic by topic; every gateway of a task has the same one. */
export interface RoutingTable {
  /** Grows with every change. */
  readonly revision: number;
  /** By topic, as brokers name it; topics that are not here stay with the source. */
  readonly topics: ReadonlyMap<string, Share>;
  /** What clients are shown of the topic for retries of a group. */
  readonly groups: ReadonlyMap<string, Share>;
  /**
   * Names under which clients see brokers of the target, by their own name: those that the source has as well, for clients
   * keep one address per name.
   */
  readonly targetNames: ReadonlyMap<string, string>;
  /**
   * Topics whose writes gateways in proxy mode hold on each side that clients are shown, whatever they may do there; it is
   * decided over them when their topic is held no longer.
   */
  readonly held: ReadonlySet<string>;
}

/** Whether clients may read with this access. */
export const mayRead = (access: Access): boolean => access === 'read' || access === 'read-write';

/** Whether clients may write with this access. */
export const mayWrite = (access: Access): boolean => access === 'write' || access === 'read-write';
