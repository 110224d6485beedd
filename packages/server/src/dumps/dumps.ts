import { apiErrors } from '@mqferry/api';
import type { Clusters, Dumps as DumpStore, StoredDump } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import type { Networks } from '../clusters/open-connection.ts';
import { plainJson } from '../copies/plain-json.ts';
import type { DumpJob, DumpReport, FilterTrial, TriedRecord } from './dump-calls.ts';
import { storedReport } from './dump-report.ts';
import { settingsOf, startOf } from './dump-settings.ts';
import { KeptDump } from './kept-dump.ts';
import { spawnDump } from './spawn-dump.ts';

/** What the dumps need of the service. */
export interface DumpsKept {
  readonly dumps: DumpStore;
  readonly clusters: Clusters;
  readonly now: () => Date;
}

/** What was heard of a dump is kept so often, and when it ends. */
const KEEP_REPORT_MS = 30_000;
/** A filter is tried for so long at most. */
const TRIAL_MS = 20_000;

/** Keeps those dumps running that are wanted to. */
export class Dumps {
  readonly #kept: DumpsKept;
  readonly #networks: Networks;
  readonly #log: FastifyBaseLogger;
  readonly #running = new Map<string, KeptDump>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #reportKept = new Map<string, number>();
  #trials: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** `networks`: where brokers may be. */
  constructor(kept: DumpsKept, networks: Networks, log: FastifyBaseLogger) {
    this.#kept = kept;
    this.#networks = networks;
    this.#log = log;
  }

  /** The process of a dump that is wanted to run. */
  of(dumpId: string): KeptDump | undefined {
    return this.#running.get(dumpId);
  }

  /** Resumes whatever is wanted. */
  async start(): Promise<void> {
    for (const { id } of await this.#kept.dumps.list()) await this.reconcile(id);
  }

  /** Starts, stops and limits a dump so that it is as it is wanted; `anew`: also one that goes on, or has failed. */
  reconcile(dumpId: string, anew = false): Promise<void> {
    return this.#inTurn(dumpId, async () => {
      const stored = await this.#kept.dumps.get(dumpId);
      const job = stored?.intent === 'run' ? await this.#jobOf(stored) : undefined;
      const running = this.#running.get(dumpId);
      if (running && job && !anew && isSame(running.job, job)) {
        running.limit(job.bytesPerSecond);
        return;
      }
      await this.#stop(dumpId);
      if (job && !this.#closed) this.#running.set(dumpId, this.#begin(dumpId, job));
    });
  }

  /** Where a dump was that rests now, as far as it told. */
  async lastPositions(dumpId: string): Promise<DumpReport['positions'] | undefined> {
    const stored = await this.#kept.dumps.get(dumpId);
    return stored && storedReport(stored)?.positions;
  }

  /** Writes down what happened to a dump. */
  async note(dumpId: string, type: string, details: object): Promise<void> {
    await this.#kept.dumps.addLog(dumpId, type, plainJson(details), this.#kept.now());
  }

  /** What a filter makes of the newest records of a topic; one at a time, and not for long. */
  tryFilter(clusterId: string, trial: Omit<FilterTrial, 'connection' | 'networks'>): Promise<TriedRecord[]> {
    const turn = this.#trials.then(async () => {
      const connection = await this.#kept.clusters.connectionOf(clusterId);
      if (!connection) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id: clusterId });
      const none = { report: () => {}, happened: () => {}, retrying: () => {} };
      const process = spawnDump(none, (line) => this.#log.warn(line));
      const killing = setTimeout(() => process.kill(), TRIAL_MS);
      try {
        return await process.calls.ask.tryFilter({ ...trial, connection, networks: this.#networks });
      } finally {
        clearTimeout(killing);
        process.end();
        await process.gone;
      }
    });
    this.#trials = turn.catch(() => undefined);
    return turn;
  }

  /** Ends every dump after the transaction under way; they are wanted still. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#turns.values());
    await Promise.all([...this.#running.keys()].map((id) => this.#stop(id)));
  }

  /** Forgets a dump. */
  forget(dumpId: string): void {
    this.#turns.delete(dumpId);
    this.#reportKept.delete(dumpId);
  }

  /** Does one thing of a dump after the other. */
  #inTurn(dumpId: string, act: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(dumpId) ?? Promise.resolve()).then(act);
    this.#turns.set(
      dumpId,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async #stop(dumpId: string): Promise<void> {
    const running = this.#running.get(dumpId);
    if (!running) return;
    await running.stop();
    this.#running.delete(dumpId);
    if (running.report) await this.#keepReport(dumpId, running.report);
  }

  async #keepReport(dumpId: string, report: DumpReport): Promise<void> {
    this.#reportKept.set(dumpId, report.at);
    await this.#kept.dumps.note(dumpId, { report: plainJson(report) });
  }

  async #jobOf(stored: StoredDump): Promise<DumpJob> {
    const settings = settingsOf(stored);
    const { sourceTopic, targetTopic, partitioning, batchRecords, until, acceptGaps, filter } = settings;
    const [source, target] = await Promise.all(
      [stored.source_id, stored.target_id].map((id) => this.#kept.clusters.connectionOf(id)),
    );
    return {
      spec: {
        ...{ id: stored.id, sourceTopic, targetTopic, partitioning, batchRecords, until, acceptGaps },
        ...{ start: startOf(settings), onFilterError: filter?.onError ?? 'stop', begun: stored.begun === 1 },
      },
      ...{ filter: filter?.expression, source: source!, target: target!, networks: this.#networks },
      ...{ retries: settings.retries, bytesPerSecond: settings.bytesPerSecond },
    };
  }

  #begin(dumpId: string, job: DumpJob): KeptDump {
    const { dumps, now } = this.#kept;
    const log = this.#log.child({ dump: dumpId });
    const keep = (work: Promise<unknown>) => {
      work.catch((error: unknown) => log.error({ err: error }, 'not written down'));
    };
    return new KeptDump({
      job,
      spawn: (keeper) => spawnDump(keeper, (line) => log.warn(line)),
      happened: (type, details) => {
        if (type === 'running') keep(dumps.note(dumpId, { begun: 1 }));
        keep(dumps.addLog(dumpId, type, details, now()));
      },
      reported: (report) => {
        if (report.at - (this.#reportKept.get(dumpId) ?? 0) >= KEEP_REPORT_MS)
          keep(this.#keepReport(dumpId, report));
      },
      done: () => {
        const end = async () => {
          await dumps.note(dumpId, { intent: 'done' });
          await this.note(dumpId, 'done', {});
          await this.reconcile(dumpId);
        };
        keep(end());
      },
    });
  }
}

/** Whether two jobs are the same, but for the limit, and for what a first start changes. */
const isSame = (a: DumpJob, b: DumpJob): boolean => {
  const text = (job: DumpJob) =>
    plainJson({ ...job, bytesPerSecond: null, spec: { ...job.spec, begun: false } });
  return text(a) === text(b);
};
