import { seamlessTaskErrors } from '@mqferry/migration';
import type { Handlers } from '../http/serve-routes.ts';
import type { SeamlessParts } from '../rocketmq/seamless/seamless-parts.ts';
import type { SeenTask } from '../rocketmq/seamless/tasks/watched-task.ts';
import { type BatchesView, batchesView } from '../rocketmq/seamless/views/batches-view.ts';

type BatchHandlers = Pick<Handlers, 'getSeamlessBatches' | 'beginSeamlessBatch' | 'sayBroadcastRead'>;

/** Seamless migrations in batches, without gateways. */
export const seamlessBatchHandlers = ({ migrations, batches }: SeamlessParts): BatchHandlers => {
  const viewOf = async (id: string): Promise<BatchesView> => batchesView(await migrations.seen(id));
  /** Throws SEAMLESS_NOT_IN_BATCHES, before clusters are looked at. */
  const inBatches = async (id: string): Promise<SeenTask> => {
    const seen = await migrations.seen(id);
    if (seen.stored.task.mode !== 'batches') throw seamlessTaskErrors.SEAMLESS_NOT_IN_BATCHES({});
    return seen;
  };

  return {
    getSeamlessBatches: async ({ params: { id } }) => batchesView(await inBatches(id)),
    beginSeamlessBatch: async ({ params: { id }, body }, { audit, caller }) => {
      audit({ subject: (await inBatches(id)).stored.task.name, after: body });
      await batches.begin(migrations.get(id), body, caller!.name);
      return viewOf(id);
    },
    sayBroadcastRead: async ({ params: { id }, body }, { audit, caller }) => {
      const seen = await inBatches(id);
      audit({ subject: seen.stored.task.name, after: body });
      const { group, read } = body;
      const task = migrations.get(id);
      if (read) await batches.sayRead(task, group, caller!.name);
      else await batches.unsayRead(task, seen, group, caller!.name);
      return viewOf(id);
    },
  };
};
