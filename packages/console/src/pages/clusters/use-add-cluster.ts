import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { clustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';

/** Adds a cluster as it was typed, and leads to its page. */
export const useAddCluster = <Entered>(add: (entered: Entered) => Promise<Cluster>) => {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: add,
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: clustersQuery.queryKey });
      await navigate(`/clusters/${id}`);
    },
  });
};
