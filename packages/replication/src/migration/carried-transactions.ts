import type { CopyStatus } from '../copier/copy-status.ts';
import { type OpenTransaction, openTransactions } from '../open-transactions.ts';
import type { MigrationPlan } from '../plan/migration-plan.ts';
import type { MigrationContext } from './migration-context.ts';

/** Whether a migration carries transactions over, and which of them are open on the target. */
export class CarriedTransactions {
  readonly #context: MigrationContext;
  #any: boolean;

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
