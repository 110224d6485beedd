import type { Copying } from '../copier/copying.ts';
import type { CopyTasks } from '../copy-tasks.ts';
import type { Ownership } from '../ownership/ownership.ts';
import type { RollingVerification } from '../verify/rolling-verification.ts';
import type { CarriedTransactions } from './carried-transactions.ts';

/** The parts of a running migration that know one another. */
export interface MigrationParts {
  readonly tasks: CopyTasks;
  readonly transactions: CarriedTransactions;
  readonly copier: Copying;
  readonly ownership: Ownership;
  /** Undefined: what is copied is not compared meanwhile. */
  readonly rolling: RollingVerification | undefined;
}
