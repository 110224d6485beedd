import { isCodedError } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { client } from '../api/client.ts';
import { IdentityContext } from '../api/identity.ts';
import { type Identity, SESSION_KEY } from '../api/query-client.ts';
import { Loading } from '../parts/loading.tsx';
import { QueryView } from '../parts/query-view.tsx';

const LoginPage = lazy(async () => ({
  default: (await import('../pages/session/login-page.tsx')).LoginPage,
}));

const whoAmI = async ({ signal }: { readonly signal: AbortSignal }): Promise<Identity | null> => {
  try {
    return await client.whoAmI({}, { signal });
  } catch (error) {
    if (isCodedError(error, 'API_LOGIN_NEEDED')) return null;
    throw error;
  }
};

/** Lets those through who are logged in; for others the login stands in the place of the page they asked for. */
export const SessionGate = () => {
  const session = useQuery({
    queryKey: SESSION_KEY,
    queryFn: whoAmI,
    staleTime: Number.POSITIVE_INFINITY,
    // Another tab may have logged out.
    refetchOnWindowFocus: 'always',
  });
  if (session.data) {
    return (
      <IdentityContext value={session.data}>
        <Outlet />
      </IdentityContext>
    );
  }
  return (
    <QueryView query={session}>
      {() => (
        <Suspense fallback={<Loading />}>
          <LoginPage />
        </Suspense>
      )}
    </QueryView>
  );
};
