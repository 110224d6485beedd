import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { client } from '../../api/client.ts';
import { externalLoginQuery } from '../../api/queries.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { wantedPage } from './wanted-page.ts';

/** The way to log in by the provider of identities, where the service has one. */
export const ExternalLogin = () => {
  const { t } = useTexts();
  const provider = useQuery(externalLoginQuery);
  const begin = useMutation({
    mutationFn: () => client.beginExternalLogin({}),
    onSuccess: ({ url }) => {
      const { pathname, search } = location;
      wantedPage.remember(pathname === '/claim' ? '/' : `${pathname}${search}`);
      location.assign(url);
    },
  });
  const name = provider.data?.name;
  if (!name) return null;
  return (
    <div className="stack-tight">
      {begin.error && <ProblemView problem={begin.error} />}
      <Button block loading={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()}>
        {t('login.external', { name })}
      </Button>
    </div>
  );
};
