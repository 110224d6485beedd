import { pause } from '@mqferry/core';
import type { Events, Imports, MetadataDocuments, Sessions, Tasks } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';

/** For how long ended tasks, and what happened to migrations, are kept, in days. */
export const KEPT_DAYS = 90;

const DAY_MS = 24 * 60 * 60 * 1000;
const EVERY_MS = 60 * 60 * 1000;

/** What is looked through. */
export interface HousekeeperKept {
  readonly tasks: Tasks;
  readonly imports: Imports;
  readonly metadataDocuments: MetadataDocuments;
  readonly events: Events;
  readonly sessions: Sessions;
  readonly now: () => Date;
}

/** Forgets what has ended and is old, so that the database does not grow for ever; the audit log stays. */
export class Housekeeper {
  readonly #kept: HousekeeperKept;
  readonly #days: number;
  readonly #log: FastifyBaseLogger;
  readonly #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /** `days`: for how long ended tasks and events are kept. */
  constructor(kept: HousekeeperKept, days: number, log: FastifyBaseLogger) {
    this.#kept = kept;
    this.#days = days;
    this.#log = log;
  }

  start(): void {
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }

  /** Forgets, once, what is too old now; gives how much of each. */
  async sweep(): Promise<
    Readonly<Record<'tasks' | 'imports' | 'documents' | 'events' | 'sessions', number>>
  > {
    const now = this.#kept.now();
    const before = new Date(now.getTime() - this.#days * DAY_MS);
    return {
      tasks: await this.#kept.tasks.purge(before),
      imports: await this.#kept.imports.purge(before),
      documents: await this.#kept.metadataDocuments.purge(before),
      events: await this.#kept.events.purge(before),
      sessions: await this.#kept.sessions.purge(now),
    };
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        const forgotten = await this.sweep();
        if (Object.values(forgotten).some((count) => count > 0)) this.#log.info(forgotten, 'forgotten');
      } catch (error) {
        this.#log.error({ err: error }, 'what is old could not be forgotten');
      }
      await pause(EVERY_MS, signal).catch(() => undefined);
    }
  }
}
