import type { TransactionManner } from '../copier/batch-gate.ts';
import type { CopyStatus } from '../copier/copy-status.ts';
import { type OpenTransaction, openTransactions } from '../open-transactions.ts';
import type { MigrationPlan } from '../plan/migration-plan.ts';
import { transactionManner, transactionRights } from '../plan/transaction-rights.ts';
import { prepareTarget } from '../prepare-target.ts';
import type { MigrationContext } from './migration-context.ts';

/** Whether a migration carries transactions over, and which of them are open on the target. */
export class CarriedTransactions {
  readonly #context: MigrationContext;
  #any: boolean;
  readonly #beginning = new Map<string, Promise<TransactionManner>>();

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
  begin(topic: string): Promise<TransactionManner> {
    const beginning =
      this.#beginning.get(topic) ?? this.#makeReady(topic).finally(() => this.#beginning.delete(topic));
    this.#beginning.set(topic, beginning);
    return beginning;
  }

  async #makeReady(topic: string): Promise<TransactionManner> {
    const { plan, target, options, tell } = this.#context;
    const rights = await transactionRights(target);
    const manner = await transactionManner(target, plan.source.clusterId, topic, rights);
    const heldOnBrokers = rights.given ? rights.heldOnBrokers : [];
    await prepareTarget(target, { topics: [], heldOnBrokers }, options.journal, tell);
    if (manner === 'committed') await options.journal.saveCommittedOnly(new Map([[topic, true]]));
    this.#any ||= manner === 'mirror';
    return manner;
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
