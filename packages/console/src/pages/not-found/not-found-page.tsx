import { Link, useLocation } from 'react-router';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** What stands at an address that is none of the console's. */
export const NotFoundPage = () => {
  const { t } = useTexts();
  const { pathname } = useLocation();
  return (
    <Page title={t('notFound.title')}>
      <Panel>
        <Empty title={t('notFound.text')} action={<Link to="/">{t('notFound.home')}</Link>}>
          <code className="break">{pathname}</code>
        </Empty>
      </Panel>
    </Page>
  );
};
