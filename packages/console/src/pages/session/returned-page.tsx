import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { SESSION_KEY } from '../../api/query-client.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Entrance } from './entrance.tsx';
import { wantedPage } from './wanted-page.ts';

/** Where a provider of identities sends browsers back to: what it has said is shown to the service, once. */
export const ReturnedPage = () => {
  const { t } = useTexts();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const begun = useRef(false);
  const finish = useMutation({
    mutationFn: (search: string) => client.finishExternalLogin({ body: { search } }),
    onSuccess: (identity) => {
      queryClient.setQueryData(SESSION_KEY, identity);
      void navigate(wantedPage.take(), { replace: true });
    },
  });
  const { mutate } = finish;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const { search } = location;
    // A code is worth nothing a second time, and is no business of the history.
    history.replaceState(history.state, '', location.pathname);
    mutate(search);
  }, [mutate]);
  return (
    <Entrance title={t('login.title')}>
      {finish.error ? <ProblemView problem={finish.error} /> : <Loading lines={2} />}
      {finish.error && <Link to="/">{t('claim.login')}</Link>}
    </Entrance>
  );
};
