import { codedErrorIn } from '@mqferry/core';
import { brokerErrorName, createTopics, deleteGroup, listGroups } from '@mqferry/kafka';
import { groupOf } from '@mqferry/replication';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import type { Dumps, DumpsKept } from '../dumps/dumps.ts';
import type { DumpVerbs } from './dump-operations.ts';

/** What a cluster has for new topics (KIP-464, from 2.4). */
const DEFAULT_REPLICAS = -1;

/** The verbs of dump tasks as they act on clusters and the store. */
export const dumpVerbs = ({ dumps }: DumpsKept, running: Dumps, clusters: ConnectedClusters): DumpVerbs => {
  /** Takes away what the dump has committed; where this user may not, it expires. */
  const forgetPositions = async (dumpId: string, targetId: string): Promise<void> => {
    try {
      const target = await clusters.client(targetId);
      const prefix = groupOf(dumpId, 0);
      const own = (await listGroups(target)).filter(({ groupId }) => groupId.startsWith(prefix));
      for (const { groupId } of own) await deleteGroup(target, groupId);
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
    }
  };

  return {
    createDumpTarget: async ({ clusterId, topic: name, partitions, replicationFactor }) => {
      const target = await clusters.client(clusterId);
      try {
        const topic = { name, partitions, replicationFactor: replicationFactor ?? DEFAULT_REPLICAS };
        await createTopics(target, [topic]);
      } catch (error) {
        if (brokerErrorName(error) !== 'TOPIC_ALREADY_EXISTS') throw error;
      }
    },
    startDump: async ({ dumpId }) => {
      await dumps.note(dumpId, { intent: 'run' });
      await running.note(dumpId, 'started', {});
      await running.reconcile(dumpId);
      try {
        await running.of(dumpId)?.begun;
      } catch (error) {
        // What never began can be changed, or started again.
        await dumps.note(dumpId, { intent: 'none' });
        await running.reconcile(dumpId);
        throw error;
      }
    },
    pauseDump: async ({ dumpId }) => {
      await dumps.note(dumpId, { intent: 'pause' });
      await running.reconcile(dumpId);
      // Should the target forget them, they are written here.
      await running.note(dumpId, 'paused', { positions: await running.lastPositions(dumpId) });
    },
    resumeDump: async ({ dumpId }) => {
      await dumps.note(dumpId, { intent: 'run' });
      await running.note(dumpId, 'resumed', {});
      await running.reconcile(dumpId, true);
    },
    deleteDump: async ({ dumpId }) => {
      const stored = await dumps.get(dumpId);
      if (!stored) return;
      await dumps.note(dumpId, { intent: 'pause' });
      await running.reconcile(dumpId);
      if (stored.begun) await forgetPositions(dumpId, stored.target_id);
      await dumps.delete(dumpId);
      running.forget(dumpId);
    },
  };
};
