import { apiErrors, problemOf } from '@mqferry/api';
import type { KafkaClient } from '@mqferry/kafka';
import type { NewTask, StoredTask, Tasks } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import { coded } from '../inventory/coded.ts';
import { metadataErrors } from './metadata-errors.ts';
import { type Outcome, TASK_DOERS, type TaskDoer, type TaskKind } from './task-kinds.ts';

/** What a runner needs of the service. */
export interface RunnerKept {
  readonly tasks: Tasks;
  readonly now: () => Date;
}

/** What tasks act on. */
export interface TaskTargets {
  client(clusterId: string): Promise<KafkaClient>;
  /** Something of the cluster was changed. */
  changed(clusterId: string): void;
}

const reasonOf = (error: unknown): string => JSON.stringify(problemOf(coded(error)));

/**
 * Does tasks in the background, batch by batch. What was done when the service was killed is done again,
 * which does no harm.
 */
export class TaskRunner {
  readonly #kept: RunnerKept;
  readonly #targets: TaskTargets;
  readonly #log: FastifyBaseLogger;
  readonly #doers: Readonly<Record<string, TaskDoer>>;
  readonly #runs = new Map<string, Promise<void>>();
  readonly #cancelled = new Set<string>();
  #closing = false;

  constructor(
    kept: RunnerKept,
    targets: TaskTargets,
    log: FastifyBaseLogger,
    doers: Readonly<Record<string, TaskDoer>> = TASK_DOERS,
  ) {
    this.#kept = kept;
    this.#targets = targets;
    this.#log = log;
    this.#doers = doers;
  }

  /** Goes on with what was under way when the service ended. */
  async start(): Promise<void> {
    for (const id of await this.#kept.tasks.running()) this.#begin(id);
  }

  /** Makes a task and begins it; gives its id. */
  async add(task: NewTask & { readonly kind: TaskKind }): Promise<string> {
    const { tasks, now } = this.#kept;
    const id = await tasks.add(task, now());
    this.#begin(id);
    return id;
  }

  /** Tries again what has failed. Throws API_NOT_FOUND and TASK_STATE. */
  async retry(id: string): Promise<StoredTask> {
    await this.#found(id);
    await this.#runs.get(id);
    if (!(await this.#kept.tasks.retry(id))) throw await this.#wrongState(id);
    this.#begin(id);
    return this.#found(id);
  }

  /** Ends a task when what is being done of it is done. Throws API_NOT_FOUND and TASK_STATE. */
  async cancel(id: string): Promise<StoredTask> {
    this.#cancelled.add(id);
    try {
      await this.#found(id);
      await this.#runs.get(id);
      if (!(await this.#kept.tasks.cancel(id, this.#kept.now()))) throw await this.#wrongState(id);
    } finally {
      this.#cancelled.delete(id);
    }
    return this.#found(id);
  }

  /** Lets what is being done come to its end; the rest goes on at the next start. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#runs.values());
  }

  async #found(id: string): Promise<StoredTask> {
    const task = await this.#kept.tasks.get(id);
    if (!task) throw apiErrors.API_NOT_FOUND({ kind: 'task', id });
    return task;
  }

  async #wrongState(id: string): Promise<Error> {
    return metadataErrors.TASK_STATE({ state: (await this.#found(id)).state });
  }

  #begin(id: string): void {
    if (this.#closing || this.#runs.has(id)) return;
    const run = this.#run(id)
      .catch((error: unknown) => this.#log.error({ err: error, task: id }, 'task not run'))
      .finally(() => this.#runs.delete(id));
    this.#runs.set(id, run);
  }

  async #run(id: string): Promise<void> {
    const { tasks, now } = this.#kept;
    const task = await tasks.get(id);
    if (!task) return;
    const doer = this.#doers[task.kind]!;
    for (;;) {
      const items = await tasks.pending(id, doer.batch);
      if (items.length === 0) {
        await tasks.end(id, now());
        break;
      }
      if (this.#closing || this.#cancelled.has(id)) break;
      let outcomes: readonly Outcome[];
      try {
        const todo = items.map(({ input, secret }) => ({ input: JSON.parse(input) as unknown, secret }));
        outcomes = await doer.act(await this.#targets.client(task.target_id), todo);
      } catch (error) {
        // It stands against all that is left as well, and each would wait for the same in vain.
        await tasks.failRest(id, reasonOf(error), now());
        continue;
      }
      await tasks.settle(
        id,
        items.map(({ position }, i) => {
          const outcome = outcomes[i]!;
          return outcome instanceof Error
            ? { position, state: 'failed', reason: reasonOf(outcome) }
            : { position, state: outcome, reason: null };
        }),
        now(),
      );
    }
    this.#targets.changed(task.target_id);
  }
}
