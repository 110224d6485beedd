import { apiErrors } from '@mqferry/api';
import { observed, type StepObserver } from '@mqferry/migration';
import {
  type ImportTarget,
  type MetadataSecrets,
  type RowResult,
  reasonOf,
  runImport,
} from '@mqferry/replication';
import type { ImportRowResult, ImportRows, Imports, StoredImport, StoredImportRow } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import { coded } from '../../inventory/coded.ts';
import { importTaskErrors } from './import-errors.ts';
import { plannedRow, planOf } from './kept-plan.ts';
import { endState, resultText, settled } from './row-results.ts';

/** What a runner needs of the service. */
export interface ImportsKept {
  readonly imports: Imports;
  readonly importRows: ImportRows;
  readonly now: () => Date;
}

/** What imports act on. */
export interface ImportTargets {
  /** `brokers`: those that have to be there, by name. Throws API_NOT_FOUND. */
  target(clusterId: string, brokers?: readonly string[]): Promise<ImportTarget>;
  /** Something of the cluster was changed. */
  changed(clusterId: string): void;
}

interface Run {
  readonly ending: AbortController;
  readonly ended: Promise<void>;
}

/** What has happened to an import that is run. */
type Beginning = 'started' | 'retried' | 'interrupted';

const STOPPED = 'IMPORT_STOPPED';

/** A row that was begun on no broker, or not on all, because the import was to end. */
const isCutOff = ({ reason }: Pick<RowResult, 'reason'>): boolean => reason?.code === STOPPED;

/** Rows that a run takes on: of one that was interrupted also those whose writing nobody has looked at since. */
const isRun =
  (beginning: Beginning) =>
  ({ outcome }: StoredImportRow): boolean =>
    outcome === 'waiting' ||
    (beginning === 'interrupted' && (outcome === 'created' || outcome === 'updated'));

/**
 * Runs imports in the background, all rows of one after the other. What was written when the service was killed is found
 * at the target, and what was not is written then.
 */
export class ImportRunner {
  readonly #kept: ImportsKept;
  readonly #targets: ImportTargets;
  readonly #log: FastifyBaseLogger;
  readonly #steps: {
    readonly settleRows: (args: {
      readonly importId: string;
      readonly rows: readonly ImportRowResult[];
    }) => Promise<void>;
  };
  readonly #runs = new Map<string, Run>();
  #closing = false;

  /** `observer`: told of each time that results are written down. */
  constructor(kept: ImportsKept, targets: ImportTargets, observer: StepObserver, log: FastifyBaseLogger) {
    this.#kept = kept;
    this.#targets = targets;
    this.#log = log;
    const { importRows, now } = kept;
    this.#steps = observed(
      {
        settleRows: ({ importId, rows }: { importId: string; rows: readonly ImportRowResult[] }) =>
          importRows.settle(importId, rows, now()),
      },
      observer,
    );
  }

  /** Goes on with what was under way when the service ended. */
  async start(): Promise<void> {
    for (const id of await this.#kept.imports.running()) this.#begin(id, 'interrupted');
  }

  /** Begins an import whose plan is of this hash. Throws API_NOT_FOUND and IMPORT_STATE. */
  async begin(id: string, hash: string): Promise<StoredImport> {
    if (!(await this.#kept.imports.begin(id, hash, this.#kept.now()))) throw await this.#wrongState(id);
    this.#begin(id, 'started');
    return this.#found(id);
  }

  /** Tries again what has failed. Throws API_NOT_FOUND and IMPORT_STATE. */
  async retry(id: string): Promise<StoredImport> {
    await this.#runs.get(id)?.ended;
    if (!(await this.#kept.imports.retry(id))) throw await this.#wrongState(id);
    this.#begin(id, 'retried');
    return this.#found(id);
  }

  /** Ends an import when the rows that are being written are. Throws API_NOT_FOUND and IMPORT_STATE. */
  async cancel(id: string): Promise<StoredImport> {
    await this.#end(id);
    if (!(await this.#kept.imports.cancel(id, this.#kept.now()))) throw await this.#wrongState(id);
    return this.#found(id);
  }

  /** Lets the rows that are being written come to their end; the rest goes on at the next start. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#runs.keys()].map((id) => this.#end(id)));
  }

  async #end(id: string): Promise<void> {
    const run = this.#runs.get(id);
    run?.ending.abort();
    await run?.ended;
  }

  async #found(id: string): Promise<StoredImport> {
    const stored = await this.#kept.imports.get(id);
    if (!stored) throw apiErrors.API_NOT_FOUND({ kind: 'import', id });
    return stored;
  }

  async #wrongState(id: string): Promise<Error> {
    return importTaskErrors.IMPORT_STATE({ state: (await this.#found(id)).state });
  }

  #begin(id: string, beginning: Beginning): void {
    if (this.#closing || this.#runs.has(id)) return;
    const ending = new AbortController();
    const ended = this.#run(id, beginning, ending.signal)
      .catch((error: unknown) => this.#log.error({ err: error, import: id }, 'import not run'))
      .finally(() => this.#runs.delete(id));
    this.#runs.set(id, { ending, ended });
  }

  async #run(id: string, beginning: Beginning, signal: AbortSignal): Promise<void> {
    const { imports, importRows, now } = this.#kept;
    const stored = await imports.get(id);
    if (!stored) return;
    try {
      await this.#write(stored, await importRows.all(id), beginning, signal);
    } catch (error) {
      if (signal.aborted) return;
      // It stands against all that is left as well.
      const reason = reasonOf(coded(error));
      await importRows.failRest(id, resultText({ reason, brokers: [] }), now());
    } finally {
      this.#targets.changed(stored.target_id);
    }
    if (!signal.aborted) await imports.end(id, endState(await importRows.all(id)), now());
  }

  async #write(
    stored: StoredImport,
    rows: readonly StoredImportRow[],
    beginning: Beginning,
    signal: AbortSignal,
  ): Promise<void> {
    const { id } = stored;
    const plan = planOf(stored, rows);
    const positions = new Map(plan.rows.map(({ key }, index) => [key, rows[index]!]));
    const notes = new RowNotes((some) => this.#steps.settleRows({ importId: id, rows: some }));
    const note = (result: RowResult): void => {
      const row = positions.get(result.key)!;
      const isAsBefore = result.outcome === 'unchanged' && row.outcome !== 'waiting';
      const told = isCutOff(result) || isAsBefore ? undefined : settled(result, row.position);
      if (told) notes.add(told);
    };
    const taken = rows.filter(isRun(beginning));
    for (const row of taken) {
      const { action, reason, ...planned } = plannedRow(row);
      // The engine leaves it alone.
      if (action === 'refused')
        note({ ...planned, outcome: 'failed', ...(reason && { reason }), brokers: [] });
    }
    const secrets = await this.#kept.imports.secretsOf(id);
    const brokers = plan.target.brokers.map(({ name }) => name);
    const target = await this.#targets.target(stored.target_id, brokers);
    await runImport(plan, target, {
      ...(secrets === undefined ? {} : { secrets: JSON.parse(secrets) as MetadataSecrets }),
      ...{ only: new Set(taken.map((row) => plannedRow(row).key)), signal },
      onEvent: (event) => {
        if (event.type === 'row') note(event.row);
      },
    }).finally(() => notes.written());
  }
}

/** Writes results down in the order in which they come, as many at once as have come meanwhile. */
class RowNotes {
  readonly #write: (results: readonly ImportRowResult[]) => Promise<void>;
  #waiting: ImportRowResult[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(write: (results: readonly ImportRowResult[]) => Promise<void>) {
    this.#write = write;
  }

  add(result: ImportRowResult): void {
    this.#waiting.push(result);
    this.#writing = this.#writing.then(async () => {
      const some = this.#waiting;
      this.#waiting = [];
      if (some.length > 0) await this.#write(some);
    });
    // Whoever waits for it is told.
    this.#writing.catch(() => undefined);
  }

  /** When everything that has come is written down. Throws what kept it from being. */
  written(): Promise<void> {
    return this.#writing;
  }
}
