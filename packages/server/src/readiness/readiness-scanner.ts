import { problemOf } from '@mqferry/api';
import { type CodedError, pause } from '@mqferry/core';
import type { KafkaClient } from '@mqferry/kafka';
import type { Migrations, Readiness, StoredMigration } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import type { SeenMigration } from '../migrations/migration-views.ts';
import { scanReadiness } from './scan.ts';

/** How often a migration is scanned of which nobody has said so. */
export const EVERY_MINUTES = 60;
/** How often it is looked whether a scan is due. */
const LOOK_MS = 15_000;
const MINUTE_MS = 60_000;

/** What a scanner needs of the service. */
export interface ScannerKept {
  readonly migrations: Migrations;
  readonly readiness: Readiness;
  readonly now: () => Date;
}

const told = (errors: readonly CodedError[]): string => JSON.stringify(errors.map(problemOf));

/** Scans the readiness of migrations: when it is due, while they run, and when it is asked for. */
export class ReadinessScanner {
  readonly #kept: ScannerKept;
  readonly #clientOf: (clusterId: string) => Promise<KafkaClient>;
  readonly #seen: (stored: StoredMigration, now: number) => Promise<SeenMigration>;
  readonly #log: FastifyBaseLogger;
  readonly #ending = new AbortController();
  readonly #scans = new Map<string, Promise<void>>();
  #running: Promise<void> = Promise.resolve();

  constructor(
    kept: ScannerKept,
    clientOf: (clusterId: string) => Promise<KafkaClient>,
    seen: (stored: StoredMigration, now: number) => Promise<SeenMigration>,
    log: FastifyBaseLogger,
  ) {
    this.#kept = kept;
    this.#clientOf = clientOf;
    this.#seen = seen;
    this.#log = log;
  }

  start(): void {
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#running;
    await Promise.all(this.#scans.values());
  }

  /** Whether a migration is being scanned. */
  isScanning(migrationId: string): boolean {
    return this.#scans.has(migrationId);
  }

  /** Begins a scan, unless one is under way; resolves when that has ended, well or not. */
  scan(stored: StoredMigration): Promise<void> {
    const { id } = stored;
    const known = this.#scans.get(id);
    if (known) return known;
    const begun = this.#scan(stored)
      .catch((error: unknown) => {
        if (!this.#ending.signal.aborted)
          this.#log.error({ err: error, migration: id }, 'readiness not scanned');
      })
      .finally(() => this.#scans.delete(id));
    this.#scans.set(id, begun);
    return begun;
  }

  /** Scans, one after the other, what is due. */
  async scanDue(): Promise<void> {
    for (const stored of await this.#kept.migrations.list()) {
      if (this.#ending.signal.aborted) return;
      if (stored.intent === 'run' && (await this.#isDue(stored.id))) await this.scan(stored);
    }
  }

  async #isDue(migrationId: string): Promise<boolean> {
    const known = await this.#kept.readiness.get(migrationId);
    const minutes = known ? known.interval_minutes : EVERY_MINUTES;
    if (minutes === null) return false;
    if (!known?.scanned_at) return true;
    return this.#kept.now().getTime() - Date.parse(known.scanned_at) >= minutes * MINUTE_MS;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await pause(LOOK_MS, signal).catch(() => undefined);
      if (signal.aborted) return;
      await this.scanDue().catch((error: unknown) =>
        this.#log.error({ err: error }, 'what is due for a readiness scan cannot be looked up'),
      );
    }
  }

  async #scan(stored: StoredMigration): Promise<void> {
    const { readiness, now } = this.#kept;
    const began = now();
    const { facts } = await this.#seen(stored, began.getTime());
    const { items, notes } = await scanReadiness(
      facts,
      this.#clientOf(stored.source_id),
      this.#clientOf(stored.target_id),
      this.#ending.signal,
    );
    const kept = items.map(({ kind, name, verdict, reasons, notes: more }) => ({
      ...{ kind, name, verdict, reasons: told(reasons), notes: told(more) },
    }));
    const scan = { at: began, tookMs: now().getTime() - began.getTime(), notes: told(notes), items: kept };
    await readiness.keep(stored.id, scan, EVERY_MINUTES);
  }
}
