import type { Way } from '@mqferry/migration';
import type { Clusters, Documents, Events, Migrations, StoredMigration, Switches } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import type { Networks } from '../clusters/open-connection.ts';
import { copiedTopics } from '../migrations/journal-facts.ts';
import { patternOfNames, storedSelection, without } from '../migrations/selection-of.ts';
import { trafficOf } from '../switches/traffic-of.ts';
import { confirmedPlan } from './confirmed-plan.ts';
import { type CopyJob, WAYS } from './copy-calls.ts';
import { documentName } from './document-names.ts';
import { KeptCopy } from './kept-copy.ts';
import { mapFolders } from './kept-journal.ts';
import { plainJson } from './plain-json.ts';
import { RateHistory } from './rate-history.ts';
import { spawnCopy } from './spawn-copy.ts';

/** What the copies need of the service. */
export interface CopiesKept {
  readonly migrations: Migrations;
  readonly switches: Switches;
  readonly documents: Documents;
  readonly events: Events;
  readonly clusters: Clusters;
  readonly now: () => Date;
}

/** The copies of one migration. */
export type WayCopies = Partial<Readonly<Record<Way, KeptCopy>>>;

/** Told so often that they say nothing. */
const QUIET: ReadonlySet<string> = new Set(['groups-synced']);

/** Keeps those copies running that the migrations want, as far as they are wanted. */
export class Copies {
  readonly #kept: CopiesKept;
  readonly #folder: string;
  readonly #networks: Networks;
  readonly #log: FastifyBaseLogger;
  readonly #copies = new Map<string, WayCopies>();
  readonly #rates = new Map<string, RateHistory>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #listeners = new Set<(migrationId: string) => void>();
  #closed = false;

  /** `folder`: where offset maps are kept; `networks`: where brokers may be. */
  constructor(kept: CopiesKept, folder: string, networks: Networks, log: FastifyBaseLogger) {
    this.#networks = networks;
    this.#kept = kept;
    this.#folder = folder;
    this.#log = log;
  }

  /** The running copies of a migration. */
  of(migrationId: string): WayCopies {
    return this.#copies.get(migrationId) ?? {};
  }

  /** Tells of each migration of which something has changed; gives what ends that. */
  listen(listener: (migrationId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something of this migration is not as it was. */
  changed(migrationId: string): void {
    for (const listener of this.#listeners) listener(migrationId);
  }

  /** Resumes whatever is wanted. */
  async start(): Promise<void> {
    for (const { id } of await this.#kept.migrations.list()) await this.reconcile(id);
  }

  /** Starts, stops and limits the copies of a migration so that they are as it wants them. */
  reconcile(migrationId: string): Promise<void> {
    return this.#inTurn(migrationId, async () => {
      const stored = await this.#kept.migrations.get(migrationId);
      const wanted = stored && stored.intent === 'run' ? await this.#jobsOf(stored) : {};
      const running = this.of(migrationId);
      const isKept = (way: Way) => isSame(running[way]?.job, wanted[way]);
      await Promise.all(WAYS.map((way) => (isKept(way) ? undefined : running[way]?.stop())));
      const copies = Object.fromEntries(
        WAYS.flatMap((way) => {
          const job = wanted[way];
          if (!job || this.#closed) return [];
          const kept = isKept(way) ? running[way]! : this.#begin(migrationId, way, job);
          kept.limit(job.bytesPerSecond);
          return [[way, kept]];
        }),
      );
      this.#copies.set(migrationId, copies);
      this.changed(migrationId);
    });
  }

  /** Ends the copies of a migration at a safe point, and does something before any runs again. */
  atRest(migrationId: string, act: () => Promise<void>): Promise<void> {
    return this.#inTurn(migrationId, async () => {
      const running = this.of(migrationId);
      await Promise.all(WAYS.map((way) => running[way]?.stop()));
      this.#copies.set(migrationId, {});
      await act();
    });
  }

  /** Does one thing of a migration after the other. */
  #inTurn<T>(migrationId: string, act: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(migrationId) ?? Promise.resolve()).then(act);
    this.#turns.set(
      migrationId,
      turn.catch(() => undefined),
    );
    return turn;
  }

  /** Ends every copy at a safe point; they are wanted still. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#turns.values());
    await Promise.all([...this.#copies.values()].flatMap((copies) => WAYS.map((way) => copies[way]?.stop())));
  }

  /** Forgets a migration. */
  forget(migrationId: string): void {
    this.#copies.delete(migrationId);
    for (const way of WAYS) this.#rates.delete(`${way} ${migrationId}`);
    this.#turns.delete(migrationId);
  }

  /** What is to be copied: topics whose applications use the target are copied back. */
  async #jobsOf(stored: StoredMigration): Promise<Partial<Record<Way, CopyJob>>> {
    const [source, target, switches, journal] = await Promise.all([
      this.#kept.clusters.connectionOf(stored.source_id),
      this.#kept.clusters.connectionOf(stored.target_id),
      this.#kept.switches.list(stored.id),
      this.#kept.documents.read(stored.id, documentName('forward', 'journal')),
    ]);
    const selection = storedSelection(stored);
    const gone = trafficOf(switches).copiedBack;
    const known = copiedTopics(journal);
    const isAllGone = known.length > 0 && known.every((topic) => gone.includes(topic));
    const job = { bytesPerSecond: stored.bytes_per_second, networks: this.#networks };
    return {
      ...(isAllGone
        ? {}
        : {
            forward: {
              ...job,
              ...{ source: source!, target: target!, selection: without(selection, gone) },
              maps: mapFolders(this.#folder, stored.id, 'forward'),
            },
          }),
      ...(gone.length === 0
        ? {}
        : {
            back: {
              ...job,
              ...{ source: target!, target: source! },
              selection: { ...selection, topics: patternOfNames(gone) },
              maps: mapFolders(this.#folder, stored.id, 'back'),
            },
          }),
    };
  }

  #begin(migrationId: string, way: Way, job: CopyJob): KeptCopy {
    const { documents, events, now } = this.#kept;
    const log = this.#log.child({ migration: migrationId, way });
    const happened = async (type: string, details: string): Promise<void> => {
      await events.add(migrationId, type, details, now());
      this.changed(migrationId);
    };
    const key = `${way} ${migrationId}`;
    const rates = this.#rates.get(key) ?? new RateHistory();
    this.#rates.set(key, rates);
    return new KeptCopy({
      ...{ job, rates },
      // What is copied back follows from a switch, which was confirmed itself.
      allow: way === 'forward' ? confirmedPlan(documents, migrationId).begin : async () => {},
      keeper: {
        readDocument: (name) => documents.read(migrationId, documentName(way, name)),
        writeDocument: (name, content) => documents.write(migrationId, documentName(way, name), content),
        happened: (type, details) => {
          if (QUIET.has(type)) return;
          happened(type, details).catch((error: unknown) => log.error({ err: error }, 'event not kept'));
        },
      },
      spawn: (keeper) => spawnCopy(keeper, (line) => log.warn(line)),
      changed: () => this.changed(migrationId),
    });
  }
}

/** Whether two jobs are the same, but for the limit. */
const isSame = (a: CopyJob | undefined, b: CopyJob | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  plainJson({ ...a, bytesPerSecond: null }) === plainJson({ ...b, bytesPerSecond: null });
