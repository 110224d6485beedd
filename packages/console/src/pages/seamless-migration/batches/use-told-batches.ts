import { useQueryClient } from '@tanstack/react-query';
import { seamlessBatchesQuery } from '../../../api/seamless-queries.ts';
import type { SeamlessBatches } from '../../../api/types.ts';
import { useSeamlessRefresh } from '../../../seamless/use-seamless-refresh.ts';

/** Takes over what the service tells of the batches of a task when it has changed them, and asks anew for everything else. */
export const useToldBatches = (taskId: string): ((batches: SeamlessBatches) => Promise<void>) => {
  const queryClient = useQueryClient();
  const refresh = useSeamlessRefresh(taskId);
  return async (batches) => {
    queryClient.setQueryData(seamlessBatchesQuery(taskId).queryKey, batches);
    await refresh();
  };
};
