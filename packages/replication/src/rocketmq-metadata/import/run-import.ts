import { type CodedError, codedErrorIn, inParallel } from '@mqferry/core';
import type { MetadataSecrets } from '../document/metadata-document.ts';
import { type Reason, reasonBecause, reasonOf } from '../reason.ts';
import { findRow } from './find-row.ts';
import { importErrors } from './import-errors.ts';
import type { ImportPlan, PlannedOnBroker, PlanRow } from './import-plan.ts';
import type { BrokerOutcome, ImportEvent, ImportRun, OutcomeCounts, RowResult } from './import-run.ts';
import type { ImportTarget } from './import-target.ts';
import { existsDifferent } from './planning.ts';
import { countOutcomes, resultOf, statusOf } from './run-results.ts';
import type { TargetState } from './target-state.ts';
import { UnreachableBrokers } from './unreachable-brokers.ts';
import { writeRow } from './write-row.ts';

/** How an import runs. */
export interface ImportOptions {
  readonly secrets?: MetadataSecrets;
  /** Only these rows; what became of the others is taken over from `previous`. */
  readonly only?: ReadonlySet<string>;
  readonly previous?: ImportRun;
  /** Rows that are written at the same time. */
  readonly width?: number;
  /** Ends the import: rows not begun fail with IMPORT_STOPPED. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ImportEvent) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const WIDTH = 8;

/**
 * Policies are of users that exist. Accounts come last, for a broker of 4.x reads its file of them again when they have
 * changed. Everything else does not depend on one another.
 */
const ORDER: readonly PlanRow['kind'][] = [
  ...(['user', 'policy', 'topic', 'order-config', 'group', 'account', 'white-addresses'] as const),
];

const failed = (broker: string, reason: Reason): BrokerOutcome => ({ broker, outcome: 'failed', reason });

const isoTime = (now: () => number): string => new Date(now()).toISOString();

class ImportRunner {
  readonly #plan: ImportPlan;
  readonly #target: ImportTarget;
  readonly #options: ImportOptions;
  readonly #results = new Map<string, RowResult>();
  readonly #unreachable = new UnreachableBrokers();
  #state: TargetState | undefined;

  constructor(plan: ImportPlan, target: ImportTarget, options: ImportOptions) {
    this.#plan = plan;
    this.#target = target;
    this.#options = options;
    const previous = new Map(options.previous?.rows.map((row) => [row.key, row]));
    for (const row of plan.rows) {
      const known = this.#isRun(row) ? undefined : previous.get(row.key);
      const waiting = row.brokers.map(({ broker }): BrokerOutcome => ({ broker, outcome: 'waiting' }));
      this.#results.set(row.key, known ?? resultOf(row, waiting));
    }
  }

  get rows(): readonly RowResult[] {
    return [...this.#results.values()];
  }

  /** How many of the rows that this run is for came to what: those taken over were counted by the run that did them. */
  get counts(): OutcomeCounts {
    const { only } = this.#options;
    return countOutcomes(this.rows.filter(({ key }) => only?.has(key) ?? true));
  }

  async run(): Promise<void> {
    this.#tell({ type: 'phase', phase: 'reading' });
    this.#state = await this.#target.readState();
    this.#tell({ type: 'phase', phase: 'writing' });
    const rows = this.#plan.rows.filter((row) => this.#isRun(row));
    for (const kind of ORDER)
      await inParallel(
        rows.filter((row) => row.kind === kind),
        this.#options.width ?? WIDTH,
        (row) => this.#write(row),
      );
    this.#tell({ type: 'phase', phase: 'checking' });
    const after = await this.#target.readState();
    for (const row of rows) this.#check(row, after);
  }

  #isRun({ key, action }: PlanRow): boolean {
    const { only } = this.#options;
    return action !== 'refused' && (only?.has(key) ?? true);
  }

  #tell(event: ImportEvent): void {
    this.#options.onEvent?.(event);
  }

  #settle(row: PlanRow, brokers: readonly BrokerOutcome[]): void {
    const result = resultOf(row, brokers);
    this.#results.set(row.key, result);
    if (this.#options.onEvent) this.#tell({ type: 'row', row: result, counts: this.counts });
  }

  async #write(row: PlanRow): Promise<void> {
    this.#settle(row, await Promise.all(row.brokers.map((planned) => this.#writeTo(row, planned))));
  }

  async #writeTo(row: PlanRow, { broker, wanted }: PlannedOnBroker): Promise<BrokerOutcome> {
    const { target } = row;
    const { secrets, signal } = this.#options;
    if (signal?.aborted) return failed(broker, reasonOf(importErrors.IMPORT_STOPPED({ target })));
    const state = this.#state!;
    const { found, differences } = findRow(row, broker, wanted, state, secrets);
    if (found === 'same') return { broker, outcome: 'unchanged' };
    if (found === 'unknown') return failed(broker, this.#unreadable(broker, state));
    if (found === 'different' && this.#plan.choice.existing !== 'overwrite')
      return { ...failed(broker, existsDifferent(target, { broker, differences })), differences };
    const gone = this.#unreachable.reasonOf(broker);
    if (gone) return failed(broker, this.#refused(row, broker, gone));
    try {
      await writeRow(row, broker, wanted, found !== 'absent', { target: this.#target, state, secrets });
      this.#unreachable.answered(broker);
      return { broker, outcome: found === 'absent' ? 'created' : 'updated' };
    } catch (error) {
      const coded = codedErrorIn(error);
      if (!coded) throw error;
      this.#unreachable.failed(broker, coded);
      return failed(broker, this.#refused(row, broker, coded));
    }
  }

  #refused({ target }: PlanRow, broker: string, error: CodedError): Reason {
    return reasonBecause((reason) => importErrors.IMPORT_FAILED({ broker, target, reason }, error), error);
  }

  #unreadable(broker: string, state: TargetState): Reason {
    const found = state.brokers.find((one) => one.broker.name === broker)?.broker;
    if (found?.failure) return found.failure;
    const reason = found ? '?' : 'it is not in the cluster any more';
    return reasonOf(
      importErrors.IMPORT_TARGET_UNREADABLE({ broker, address: found?.address ?? '?', reason }),
    );
  }

  /** What was written is there, or the row failed after all. */
  #check(row: PlanRow, after: TargetState): void {
    const before = this.#results.get(row.key)!;
    const { secrets } = this.#options;
    const brokers = before.brokers.map((one, index): BrokerOutcome => {
      if (one.outcome !== 'created' && one.outcome !== 'updated') return one;
      const { broker } = one;
      const { found, differences } = findRow(row, broker, row.brokers[index]!.wanted, after, secrets);
      if (found === 'same') return one;
      if (found === 'unknown') return failed(broker, this.#unreadable(broker, after));
      const settings = differences.map(({ setting }) => setting).join(', ') || '–';
      const reason = importErrors.IMPORT_NOT_AS_WRITTEN({ broker, target: row.target, settings });
      return { ...failed(broker, reasonOf(reason)), differences };
    });
    if (brokers.some((one, index) => one !== before.brokers[index])) this.#settle(row, brokers);
  }
}

/**
 * Writes the rows of a plan to all brokers of the target, and reads them back. What the target has by now counts, not
 * what it had when the plan was made, so it can be run again at any time: what is there already stays as it is. A row
 * fails by itself, broker by broker, with its reason. Throws only what keeps the target from being read at all, such as
 * name servers that cannot be reached.
 */
export const runImport = async (
  plan: ImportPlan,
  target: ImportTarget,
  options: ImportOptions = {},
): Promise<ImportRun> => {
  const now = options.now ?? Date.now;
  const startedAt = isoTime(now);
  const runner = new ImportRunner(plan, target, options);
  await runner.run();
  const { rows, counts } = runner;
  return { status: statusOf(rows), startedAt, endedAt: isoTime(now), counts, rows };
};
