import { type MigrationPlan, makePlan } from '@mqferry/replication';
import type { Documents, StoredMigration } from '@mqferry/store';
import type { ConnectedClusters } from '../clusters/open-connection.ts';
import { keptJournal } from '../copies/kept-journal.ts';
import { selectionOf, storedSelection } from './selection-of.ts';

interface KnownPlan {
  readonly selection: string;
  readonly plan: MigrationPlan;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** For how long a plan counts as what the clusters look like, in milliseconds. */
const PLAN_HOLDS_MS = 10 * 60 * 1000;

/** Plans of migrations; the last one of each is known for some minutes. */
export class MigrationPlans {
  readonly #documents: Documents;
  readonly #clusters: ConnectedClusters;
  readonly #folder: string;
  readonly #known = new Map<string, KnownPlan>();

  /** `folder`: where offset maps are kept. */
  constructor(documents: Documents, clusters: ConnectedClusters, folder: string) {
    this.#documents = documents;
    this.#clusters = clusters;
    this.#folder = folder;
  }

  /** Looks at both clusters. Throws what keeps it from that. */
  async make(stored: StoredMigration): Promise<MigrationPlan> {
    const [source, target] = await Promise.all([
      this.#clusters.client(stored.source_id),
      this.#clusters.client(stored.target_id),
    ]);
    const journal = keptJournal(this.#documents, this.#folder, stored.id, 'forward');
    const plan = await makePlan(
      source,
      target,
      selectionOf(storedSelection(stored)),
      await journal.context(),
    );
    this.#known.set(stored.id, { selection: stored.selection, plan, at: Date.now() });
    return plan;
  }

  /** The last plan, if it was made lately and of the selection as it is. */
  known({ id, selection }: Pick<StoredMigration, 'id' | 'selection'>): MigrationPlan | undefined {
    const known = this.#known.get(id);
    return known?.selection === selection && Date.now() - known.at < PLAN_HOLDS_MS ? known.plan : undefined;
  }
}
