import { apiErrors } from '@mqferry/api';
import { dumpErrors, RecordFilter } from '@mqferry/replication';
import type { Clusters, Dumps as DumpStore, StoredDump } from '@mqferry/store';
import { findCluster } from '../clusters/find-cluster.ts';
import { type DumpSettings, settingsOf, settingsText } from '../dumps/dump-settings.ts';
import { dumpView } from '../dumps/dump-views.ts';
import type { Dumps } from '../dumps/dumps.ts';
import { loopOf } from '../dumps/loops.ts';
import { serviceDumpErrors } from '../dumps/service-dump-errors.ts';
import type { Handlers } from '../http/serve-routes.ts';
import { watchValue } from '../http/watch-value.ts';
import type { Kept } from '../kept.ts';

type DumpHandlers = Pick<
  Handlers,
  'listDumps' | 'createDump' | 'getDump' | 'watchDump' | 'changeDump' | 'listDumpLog' | 'testDumpFilter'
>;

type LogType = Awaited<ReturnType<DumpHandlers['listDumpLog']>>['items'][number]['type'];

/** Finds a dump task. Throws API_NOT_FOUND. */
export const findDump = async (dumps: DumpStore, id: string): Promise<StoredDump> => {
  const stored = await dumps.get(id);
  if (!stored) throw apiErrors.API_NOT_FOUND({ kind: 'dump', id });
  return stored;
};

/** What a dump leads from and to. */
export interface DumpEnds {
  /** Undefined: it is not kept yet. */
  readonly id: string | undefined;
  readonly sourceId: string;
  readonly targetId: string;
  readonly sourceTopic: string;
  readonly targetTopic: string;
}

/**
 * Refuses a dump that leads to itself, or with others back to where it comes from. Two entries of one cluster are known
 * as one by the id that it told, once it was asked. Throws DUMP_TO_ITSELF and DUMP_LOOP.
 */
export const checkLoops = async (dumps: DumpStore, clusters: Clusters, added: DumpEnds): Promise<void> => {
  const known = new Map((await clusters.list()).map((cluster) => [cluster.id, cluster]));
  const edge = ({ sourceId, targetId, sourceTopic, targetTopic }: Omit<DumpEnds, 'id'>) => {
    const clusterOf = (id: string) => known.get(id)?.cluster_id ?? id;
    return {
      from: { cluster: clusterOf(sourceId), topic: sourceTopic },
      to: { cluster: clusterOf(targetId), topic: targetTopic },
    };
  };
  const others = (await dumps.list()).filter(({ id, intent }) => id !== added.id && intent !== 'done');
  const edges = others.map((stored) =>
    edge({ ...settingsOf(stored), sourceId: stored.source_id, targetId: stored.target_id }),
  );
  const loop = loopOf(edges, edge(added));
  if (!loop) return;
  if (loop.length === 2) throw dumpErrors.DUMP_TO_ITSELF({ topic: added.sourceTopic });
  const nameOf = (cluster: string) =>
    [...known.values()].find((each) => (each.cluster_id ?? each.id) === cluster)?.name ?? cluster;
  const path = loop.map(({ cluster, topic }) => `${nameOf(cluster)}/${topic}`).join(' → ');
  throw serviceDumpErrors.DUMP_LOOP({ path });
};

/** Dump tasks as they are wanted and seen; what is done with them are operations. */
export const dumpHandlers = (
  { dumps, clusters, now }: Pick<Kept, 'dumps' | 'clusters' | 'now'>,
  running: Dumps,
): DumpHandlers => {
  const changedSettings = (
    settings: DumpSettings,
    body: Parameters<DumpHandlers['changeDump']>[0]['body'],
  ) => {
    const { batchRecords, bytesPerSecond, retries, acceptGaps, onFilterError } = body;
    return {
      ...settings,
      ...(batchRecords === undefined ? {} : { batchRecords }),
      ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
      ...(retries === undefined ? {} : { retries }),
      ...(acceptGaps === undefined ? {} : { acceptGaps }),
      ...(onFilterError && settings.filter ? { filter: { ...settings.filter, onError: onFilterError } } : {}),
    };
  };

  return {
    listDumps: async ({ query: { offset, limit } }) => {
      const all = await dumps.list();
      return {
        items: all.slice(offset, offset + limit).map((stored) => dumpView(stored, running)),
        total: all.length,
      };
    },
    createDump: async ({ body }, { audit, caller }) => {
      const { name, sourceId, targetId, ...settings } = body;
      for (const id of [sourceId, targetId]) await findCluster(clusters, id, 'kafka');
      if (settings.filter) new RecordFilter(settings.filter.expression);
      await checkLoops(dumps, clusters, { id: undefined, sourceId, targetId, ...settings });
      const wanted = { name, sourceId, targetId, settings: settingsText(settings) };
      const stored = await dumps.add({ ...wanted, createdBy: caller!.name }, now());
      if (!stored) throw apiErrors.API_NAME_TAKEN({ kind: 'dump', name });
      audit({ subject: name, after: { sourceId, targetId, ...JSON.parse(wanted.settings) } });
      await running.note(stored.id, 'created', { by: caller!.name });
      return dumpView(stored, running);
    },
    getDump: async ({ params: { id } }) => dumpView(await findDump(dumps, id), running),
    watchDump: ({ params: { id } }, { gone }) =>
      watchValue(async () => dumpView(await findDump(dumps, id), running), gone),
    changeDump: async ({ params: { id }, body }, { audit, caller }) => {
      const before = await findDump(dumps, id);
      const settings = settingsText(changedSettings(settingsOf(before), body));
      const change = { settings, ...(body.name === undefined ? {} : { name: body.name }) };
      const changed = await dumps.change(id, body.revision, change);
      if (changed === 'unknown') throw apiErrors.API_NOT_FOUND({ kind: 'dump', id });
      if (changed === 'changed') throw apiErrors.API_CHANGED_MEANWHILE({ kind: 'dump' });
      if (changed === 'name-taken') throw apiErrors.API_NAME_TAKEN({ kind: 'dump', name: body.name! });
      const { revision: _, ...after } = body;
      audit({ subject: before.name, before: JSON.parse(before.settings), after });
      await running.note(id, 'changed', { by: caller!.name, ...after });
      await running.reconcile(id);
      return dumpView(changed, running);
    },
    listDumpLog: async ({ params: { id }, query: { offset, limit } }) => {
      await findDump(dumps, id);
      const { items, total } = await dumps.log(id, offset, limit);
      return {
        items: items.map(({ id: number, at, type, details }) => ({
          ...{ id: number, at, type: type as LogType, details: JSON.parse(details) },
        })),
        total,
      };
    },
    testDumpFilter: async ({ body: { clusterId, topic, expression, records } }, { audit }) => {
      audit({ subject: topic, after: { clusterId, expression } });
      await findCluster(clusters, clusterId, 'kafka');
      new RecordFilter(expression);
      const tried = await running.tryFilter(clusterId, { topic, expression, records });
      const count = (wanted: string) => tried.filter(({ outcome }) => outcome === wanted).length;
      return {
        ...{
          tested: tried.length,
          kept: count('kept'),
          filtered: count('filtered'),
          failed: count('failed'),
        },
        records: tried.map(({ timestamp, ...record }) => ({
          ...record,
          timestamp: timestamp < 0n ? null : new Date(Number(timestamp)).toISOString(),
        })),
      };
    },
  };
};
