import type { Answer, Routes } from '@mqferry/api';
import { isCodedError } from '@mqferry/core';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** Who is logged in; null: nobody. */
export type Identity = Answer<Routes['whoAmI']>;

/** Under which the identity is kept. */
export const SESSION_KEY = ['session'] as const;

/**
 * How long an answer is kept that nobody looks at any more: who comes back soon sees it at once, and an older one would be taken for
 * how things stand until the next answer comes.
 */
const KEPT_MS = 10_000;

const isFinal = (error: unknown): boolean => !isCodedError(error) || !error.retriable;

/** What the service has told, kept for a while. A session that has ended brings the login, wherever it was noticed. */
export const createQueryClient = (): QueryClient => {
  const onError = (error: unknown): void => {
    if (isCodedError(error, 'API_LOGIN_NEEDED')) queryClient.setQueryData(SESSION_KEY, null);
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 2000,
        gcTime: KEPT_MS,
        retry: (failures, error) => failures < 2 && !isFinal(error),
      },
    },
  });
  return queryClient;
};
