import { apiErrors } from '@mqferry/api';
import { seamlessTaskErrors, type TaskAction } from '@mqferry/migration';
import { findCluster } from '../clusters/find-cluster.ts';
import type { Handlers } from '../http/serve-routes.ts';
import { watchValue } from '../http/watch-value.ts';
import type { Kept } from '../kept.ts';
import { partOf } from '../lists.ts';
import { seamlessServiceErrors } from '../rocketmq/seamless/seamless-errors.ts';
import type { SeamlessParts } from '../rocketmq/seamless/seamless-parts.ts';
import { firstRevision, firstTable } from '../rocketmq/seamless/tasks/routing-document.ts';
import { namesForTarget } from '../rocketmq/seamless/tasks/target-names.ts';
import { admitTask } from '../rocketmq/seamless/tasks/task-facts.ts';
import { logView } from '../rocketmq/seamless/views/log-view.ts';
import { type TaskView, tableView, taskView } from '../rocketmq/seamless/views/task-view.ts';
import { sampleView } from '../rocketmq/seamless/views/traffic-view.ts';

type TaskHandlers = Pick<
  Handlers,
  | 'listSeamlessTasks'
  | 'createSeamlessTask'
  | 'getSeamlessTask'
  | 'watchSeamlessTask'
  | 'pauseSeamlessTask'
  | 'resumeSeamlessTask'
  | 'completeSeamlessTask'
  | 'deleteSeamlessTask'
  | 'forgetSeamlessGateway'
  | 'reportSeamlessGateway'
  | 'listSeamlessTraffic'
  | 'listSeamlessLog'
>;

/** What is heard of a gateway is stored at the latest after so many milliseconds, though nothing has changed. */
const NOTED_MS = 10_000;

type NewTask = Parameters<Handlers['createSeamlessTask']>[0]['body'];

/** Seamless migrations as a whole, and their gateways. */
export const seamlessTaskHandlers = (
  kept: Pick<
    Kept,
    'clusters' | 'seamlessTasks' | 'seamlessTopics' | 'seamlessGateways' | 'seamlessLog' | 'now'
  >,
  { connected, migrations, reports }: SeamlessParts,
): TaskHandlers => {
  const { clusters, seamlessTasks, seamlessTopics, seamlessGateways, seamlessLog, now } = kept;

  const viewOf = async (id: string): Promise<TaskView> =>
    taskView(await migrations.seen(id), {
      clusters: await clusters.list(),
      heard: reports.of(id),
      history: migrations.get(id).history,
      now: now(),
    });
  const found = async (id: string) => {
    const stored = await seamlessTasks.get(id);
    if (!stored) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
    return stored;
  };
  /** Throws what is in the way of an action. */
  const admit = async (id: string, action: TaskAction): Promise<void> =>
    admitTask(action, await migrations.seen(id));
  const namesOf = async ({ sourceId, targetId, targetNames, mode }: NewTask) => {
    // Without gateways clients see each cluster as it is.
    if (mode === 'batches') return {};
    if (targetNames) return targetNames;
    const [source, target] = [await connected.get(sourceId), await connected.get(targetId)];
    return namesForTarget(source.admin, target.admin);
  };

  /** The least revision that every gateway of a task serves. */
  const noteServed = async (id: string): Promise<void> => {
    const served = (await seamlessGateways.list(id)).map(({ revision }) => revision);
    if (served.length > 0) await seamlessTopics.noteServed(id, Math.min(...served), now());
  };

  return {
    listSeamlessTasks: async ({ query }) => {
      const { items, total } = partOf(await seamlessTasks.list(), query);
      return { items: await Promise.all(items.map(({ id }) => viewOf(id))), total };
    },
    createSeamlessTask: async ({ body }, { audit, caller }) => {
      const { name, sourceId, targetId, mode } = body;
      const [source, target] = await Promise.all([
        findCluster(clusters, sourceId, 'rocketmq'),
        findCluster(clusters, targetId, 'rocketmq'),
      ]);
      audit({ subject: name, after: { source: source.name, target: target.name, mode } });
      if (sourceId === targetId) throw seamlessServiceErrors.SEAMLESS_SAME_CLUSTER({});
      const names = await namesOf(body);
      const createdAt = now();
      const routingRevision = mode === 'batches' ? 0 : firstRevision(createdAt);
      const added = await seamlessTasks.add(
        {
          ...{ name, sourceId, targetId, mode, createdBy: caller!.name, routingRevision },
          targetNames: JSON.stringify(names),
          tableText: firstTable(routingRevision, new Map(Object.entries(names))),
        },
        createdAt,
      );
      if (added === 'name-taken') throw apiErrors.API_NAME_TAKEN({ kind: 'migration', name });
      if (added === 'target-taken') {
        const other = (await seamlessTasks.open()).find(({ target_id }) => target_id === targetId);
        throw seamlessTaskErrors.SEAMLESS_TARGET_TAKEN({ task: other?.name ?? '–' });
      }
      await seamlessLog.add(added.id, 'created', { by: caller!.name, mode }, now());
      migrations.watch(added.id);
      return viewOf(added.id);
    },
    getSeamlessTask: ({ params: { id } }) => viewOf(id),
    watchSeamlessTask: ({ params: { id } }, { gone }) => watchValue(() => viewOf(id), gone),
    pauseSeamlessTask: async ({ params: { id } }, { audit, caller }) => {
      audit({ subject: (await found(id)).name });
      await admit(id, 'pauseTask');
      if (await seamlessTasks.setIntent(id, ['run'], 'pause', now()))
        await seamlessLog.add(id, 'paused', { by: caller!.name }, now());
      return viewOf(id);
    },
    resumeSeamlessTask: async ({ params: { id } }, { audit, caller }) => {
      audit({ subject: (await found(id)).name });
      await admit(id, 'resumeTask');
      if (await seamlessTasks.setIntent(id, ['pause'], 'run', now()))
        await seamlessLog.add(id, 'resumed', { by: caller!.name }, now());
      return viewOf(id);
    },
    completeSeamlessTask: async ({ params: { id } }, { audit, caller }) => {
      const { name, mode } = await found(id);
      audit({ subject: name });
      const complete = async () => {
        await admit(id, 'completeTask');
        if (await seamlessTasks.setIntent(id, ['run'], 'completed', now()))
          await seamlessLog.add(id, 'completed', { by: caller!.name }, now());
      };
      // A topic that is added or goes back in this moment would make it untrue. In batches all of it is measured.
      const watched = migrations.get(id);
      await (mode === 'batches' ? watched.lookAnd(complete) : watched.exclusively(complete));
      return viewOf(id);
    },
    deleteSeamlessTask: async ({ params: { id } }, { audit }) => {
      const { name, intent } = await found(id);
      audit({ subject: name, before: { intent } });
      await migrations.get(id).exclusively(async () => {
        await admit(id, 'deleteTask');
        await seamlessTasks.delete(id);
      });
      await migrations.forget(id);
      return undefined;
    },
    forgetSeamlessGateway: async ({ params: { id, gateway } }, { audit, caller }) => {
      audit({ subject: (await found(id)).name, before: { gateway } });
      if (!(await seamlessGateways.forget(id, gateway)))
        throw apiErrors.API_NOT_FOUND({ kind: 'gateway', id: gateway });
      reports.forget(id, gateway);
      await seamlessLog.add(id, 'gateway', { gateway, forgotten: true, by: caller!.name }, now());
      await noteServed(id);
      return undefined;
    },
    reportSeamlessGateway: async ({ params: { id, gateway }, body }) => {
      const { name, table_text, routing_revision, created_at, mode: wanted } = await found(id);
      const { mode, address, revision } = body;
      if (wanted === 'batches') throw seamlessTaskErrors.SEAMLESS_IN_BATCHES({});
      if (mode !== wanted) throw seamlessServiceErrors.SEAMLESS_GATEWAY_MODE({ mode, wanted });
      if (revision > 0 && revision < firstRevision(new Date(created_at)))
        throw seamlessServiceErrors.SEAMLESS_GATEWAY_FOREIGN({ task: name });
      const namesake = reports.namesake(id, gateway, body, now().getTime());
      if (namesake)
        throw seamlessServiceErrors.SEAMLESS_GATEWAY_NAME_TAKEN({ gateway, address: namesake.address });
      const before = (await seamlessGateways.list(id)).find((known) => known.gateway === gateway);
      const isAsBefore = before?.mode === mode && before.address === address && before.revision === revision;
      reports.note(id, gateway, body, now().getTime());
      if (!isAsBefore || now().getTime() - Date.parse(before.heard_at) >= NOTED_MS)
        await seamlessGateways.note(id, { gateway, mode, address, revision }, now());
      if (!before) await seamlessLog.add(id, 'gateway', { gateway, address, mode }, now());
      if (before?.revision !== revision) await noteServed(id);
      return { table: revision < routing_revision ? tableView(table_text) : null };
    },
    listSeamlessTraffic: async ({ params: { id }, query: { topic } }) => {
      await found(id);
      return migrations.get(id).history.samples(topic).map(sampleView);
    },
    listSeamlessLog: async ({ params: { id }, query: { offset, limit } }) => {
      await found(id);
      const { items, total } = await seamlessLog.list(id, offset, limit);
      return {
        items: items.map(logView),
        total,
      };
    },
  };
};
