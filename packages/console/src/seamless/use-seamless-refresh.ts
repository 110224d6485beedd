import { useQueryClient } from '@tanstack/react-query';
import { SEAMLESS_KEY, seamlessKey } from '../api/seamless-queries.ts';

/** Asks anew for everything that a change to a task may have touched. */
export const useSeamlessRefresh = (id: string): (() => Promise<void>) => {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: seamlessKey(id) }),
      queryClient.invalidateQueries({ queryKey: SEAMLESS_KEY }),
    ]);
  };
};
