import { ImportsTable } from '../../imports/imports-table.tsx';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { MakeButton } from '../../parts/make-button.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** Everything that is, or was, imported into RocketMQ clusters. */
export const ImportsPage = () => {
  const { t } = useTexts();
  return (
    <Page
      title={t('nav.imports')}
      actions={
        <MakeButton to="/imports/new" needs="operator">
          {t('imports.new')}
        </MakeButton>
      }
    >
      <Panel flush>
        <ImportsTable empty={<Empty title={t('imports.none')}>{t('imports.noneText')}</Empty>} />
      </Panel>
    </Page>
  );
};
