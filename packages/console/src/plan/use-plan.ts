import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/client.ts';
import { planQuery } from '../api/queries.ts';
import type { MigrationPlan } from '../api/types.ts';

/** The plan of a migration, and how another one is made. */
export interface KnownPlan {
  /** Null: none was made yet; undefined: not known yet. */
  readonly plan: MigrationPlan | null | undefined;
  /** Whether the copy may still be started by it; undefined: not known yet. */
  readonly holds: boolean | undefined;
  /** Both clusters are being looked at. */
  readonly isMaking: boolean;
  /** Why there is none. */
  readonly error: Error | null;
  /** Looks at both clusters. Never rejects: why it could not is told above. */
  readonly make: () => Promise<void>;
}

/** The last plan of a migration; it looks at both clusters, so another one is made when somebody wants it. */
export const usePlan = (id: string): KnownPlan => {
  const queryClient = useQueryClient();
  const last = useQuery(planQuery(id));
  const making = useMutation({
    mutationFn: () => client.planMigration({ params: { id } }),
    onSuccess: (plan) => queryClient.setQueryData(planQuery(id).queryKey, { plan, holds: true }),
  });
  return {
    plan: last.data?.plan,
    holds: last.data?.holds,
    isMaking: making.isPending,
    error: making.error ?? last.error,
    make: async () => {
      await making.mutateAsync().catch(() => undefined);
    },
  };
};
