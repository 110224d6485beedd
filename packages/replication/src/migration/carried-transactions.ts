import type { TransactionManner } from '../copier/batch-gate.ts';
import type { CopyStatus } from '../copier/copy-status.ts';
import { type OpenTransaction, openTransactions } from '../open-transactions.ts';
import type { MigrationPlan } from '../plan/migration-plan.ts';
import { transactionRights } from '../plan/transaction-rights.ts';
import { prepareTarget } from '../prepare-target.ts';
import type { MigrationContext } from './migration-context.ts';

/** Whether a migration carries transactions over, and which of them are open on the target. */
export class CarriedTransactions {
  readonly #context: MigrationContext;
  #any: boolean;
  #beginning: Promise<TransactionManner> | undefined;

  constructor(context: MigrationContext) {
    this.#context = context;
    this.#any = carriesTransactions(context.plan);
  }

  get any(): boolean {
    return this.#any;
  }

  /** This is copied from now on as well. */
  note(added: MigrationPlan): void {
    this.#any ||= carriesTransactions(added);
  }

  /**
   * Makes the target ready for the first transactions of a source on which none had run when the plan was made, as it
   * would have been made ready then; gives how they are carried over. Partitions that ask meanwhile get the same answer.
   */
  begin(): Promise<TransactionManner> {
    this.#beginning ??= this.#makeReady().finally(() => {
      this.#beginning = undefined;
    });
    return this.#beginning;
  }

  async #makeReady(): Promise<TransactionManner> {
    const { target, options, tell } = this.#context;
    const rights = await transactionRights(target);
    if (!rights.given) return 'none';
    await prepareTarget(target, { topics: [], heldOnBrokers: rights.heldOnBrokers }, options.journal, tell);
    this.#any = true;
    return 'mirror';
  }

  /** Those that are open in what was copied of these topics. Throws when a cluster cannot be asked. */
  async openIn(topics: readonly string[], { partitions }: CopyStatus): Promise<OpenTransaction[]> {
    const { source, target } = this.#context;
    const names = new Set(topics);
    const copied = partitions.filter(({ topic, copiedTo }) => copiedTo > 0n && names.has(topic));
    return this.#any && copied.length > 0 ? openTransactions(source, target, copied) : [];
  }
}

const carriesTransactions = ({ topics }: MigrationPlan): boolean =>
  topics.some(({ mode }) => mode === 'mirror');
