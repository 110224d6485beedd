import { apiErrors } from '@mqferry/api';
import { type SeenTask, WatchedTask, type WatchingParts } from './watched-task.ts';

/** The seamless migrations of the service: all of them are watched, completed ones until they are deleted. */
export class SeamlessMigrations {
  readonly #parts: WatchingParts;
  readonly #watched = new Map<string, WatchedTask>();

  constructor(parts: WatchingParts) {
    this.#parts = parts;
  }

  /** Watches those that there are. */
  async start(): Promise<void> {
    for (const { id } of await this.#parts.seamlessTasks.list()) this.watch(id);
  }

  /** Watches one from now on. */
  watch(id: string): void {
    const watched = new WatchedTask(id, this.#parts);
    this.#watched.set(id, watched);
    watched.start();
  }

  /** One that is deleted is watched no more. */
  async forget(id: string): Promise<void> {
    const watched = this.#watched.get(id);
    this.#watched.delete(id);
    this.#parts.reports.forget(id);
    await watched?.close();
  }

  /** Throws API_NOT_FOUND. */
  get(id: string): WatchedTask {
    const watched = this.#watched.get(id);
    if (!watched) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
    return watched;
  }

  /** What is known of a task. Throws API_NOT_FOUND. */
  async seen(id: string): Promise<SeenTask> {
    const seen = await this.get(id).seen();
    if (!seen) throw apiErrors.API_NOT_FOUND({ kind: 'migration', id });
    return seen;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watched.values()].map((watched) => watched.close()));
  }
}
