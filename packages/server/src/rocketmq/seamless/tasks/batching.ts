import { apiErrors } from '@mqferry/api';
import {
  BATCH_STAGES,
  type BatchStage,
  batchBlockedBy,
  batchErrors,
  batchPresets,
  type TopicKind,
} from '@mqferry/migration';
import type { SeamlessLog } from '@mqferry/store';
import { presetOnTarget } from './preset-offsets.ts';
import { admitTask, batchesOf } from './task-facts.ts';
import type { SeenTask, WatchedTask, WatchingParts } from './watched-task.ts';

/** A stage of the topics of a kind. */
export interface AskedStage {
  readonly kind: TopicKind;
  readonly stage: BatchStage;
}

/** What people say of tasks in batches: that a stage begins, and what groups that are broadcast to have read. */
export class SeamlessBatching {
  readonly #parts: WatchingParts & { readonly seamlessLog: SeamlessLog };

  constructor(parts: WatchingParts & { readonly seamlessLog: SeamlessLog }) {
    this.#parts = parts;
  }

  /**
   * Says that clients are moved for a stage from now on, after a look at both clusters. Preparing the target sets the offsets
   * that groups lack there. Throws what stands against it by the state of the task, BATCH_NO_SUCH_STAGE, the loss that it would
   * cause, SEAMLESS_OFFSETS_NOT_SET, and why the clusters cannot be looked at.
   */
  async begin(task: WatchedTask, { kind, stage }: AskedStage, by: string): Promise<void> {
    const presets = await task.lookAnd(async (seen) => {
      admitTask('beginBatch', seen);
      const batch = batchesOf(seen).find((each) => each.kind === kind);
      const reason = batch && batchBlockedBy(stage, batch);
      if (reason) throw reason;
      if (!batch || !BATCH_STAGES[kind].includes(stage))
        throw batchErrors.BATCH_NO_SUCH_STAGE({ kind, stage });
      const lacking = stage === 'target-ready' ? batchPresets(batch) : [];
      if (lacking.length > 0) await presetOnTarget(this.#parts.connected, seen.stored.task, lacking);
      const { seamlessBatches, now } = this.#parts;
      const groups = [...new Set(lacking.flatMap((each) => each.groups))];
      const isNew = await seamlessBatches.begin(task.id, { kind, stage }, by, now());
      if (isNew || groups.length > 0) await this.#log(task, 'batch', { by, kind, stage, offsetsOf: groups });
      return lacking;
    });
    if (presets.length > 0) await task.lookAnd(async () => undefined);
  }

  /**
   * Says that the consumers of a group that is broadcast to have read the source, or takes that back. Throws what stands against
   * it by the state of the task, API_NOT_FOUND for a group that reads none of its topics, BATCH_NOT_BROADCAST, and why the clusters
   * cannot be looked at.
   */
  async sayRead(task: WatchedTask, group: string, by: string): Promise<void> {
    await task.lookAnd(async (seen) => {
      admitTask('sayBroadcastRead', seen);
      const found = seen.facts.groups?.get(group);
      if (!found) throw apiErrors.API_NOT_FOUND({ kind: 'group', id: group });
      if (found.broadcasting !== true) throw batchErrors.BATCH_NOT_BROADCAST({ group });
      const { seamlessBatches, now } = this.#parts;
      if (await seamlessBatches.sayRead(task.id, group, by, now()))
        await this.#log(task, 'broadcast-read', { by, group, read: true });
    });
  }

  /** Takes it back. Throws what stands against that by the state of the task. */
  async unsayRead(task: WatchedTask, seen: SeenTask, group: string, by: string): Promise<void> {
    admitTask('sayBroadcastRead', seen);
    if (await this.#parts.seamlessBatches.unsayRead(task.id, group))
      await this.#log(task, 'broadcast-read', { by, group, read: false });
  }

  #log(task: WatchedTask, type: string, details: Record<string, unknown>): Promise<void> {
    const { seamlessLog, now } = this.#parts;
    return seamlessLog.add(task.id, type, details, now());
  }
}
