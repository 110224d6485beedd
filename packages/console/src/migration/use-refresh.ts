import { useQueryClient } from '@tanstack/react-query';
import { migrationKey } from '../api/queries.ts';

/** Asks anew for everything that a change to a migration may have touched; its plan is made anew when it is wanted. */
export const useRefresh = (id: string): (() => Promise<void>) => {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({
        queryKey: migrationKey(id),
        predicate: ({ queryKey }) => queryKey[2] !== 'plan' && queryKey[2] !== 'rates',
      }),
      queryClient.invalidateQueries({ queryKey: ['migrations'] }),
    ]);
  };
};
