import { migrationErrors } from '@mqferry/migration';
import type { Documents } from '@mqferry/store';

interface Confirmed {
  readonly hash: string;
  /** It has begun by this plan, so later ones, which continue, need not be the same. */
  readonly begun: boolean;
}

const NAME = 'confirmed-plan';

/** By which plan a copy may begin: kept, so that a crash right behind the confirmation does not let another one begin. */
export const confirmedPlan = (documents: Documents, migrationId: string) => ({
  confirm: (hash: string): Promise<void> =>
    documents.write(migrationId, NAME, { hash, begun: false } satisfies Confirmed),

  /** Throws MIGRATION_WORLD_MOVED where another plan was confirmed. */
  begin: async (hash: string): Promise<void> => {
    const confirmed = (await documents.read(migrationId, NAME)) as Confirmed | undefined;
    if (confirmed?.begun) return;
    if (confirmed?.hash !== hash) {
      throw migrationErrors.MIGRATION_WORLD_MOVED({ reason: 'the plan is another one' });
    }
    await documents.write(migrationId, NAME, { hash, begun: true } satisfies Confirmed);
  },
});
