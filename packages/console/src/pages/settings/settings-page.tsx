import { useMay } from '../../api/identity.ts';
import { Page } from '../../layout/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Appearance } from './appearance.tsx';
import { OwnPassword } from './own-password.tsx';
import { TokensPanel } from './tokens-panel.tsx';
import { UsersPanel } from './users-panel.tsx';

/** Language and theme of who is there; users and API tokens for administrators. */
export const SettingsPage = () => {
  const { t } = useTexts();
  const administrates = useMay('administrator');
  return (
    <Page title={t('nav.settings')}>
      <Panel title={t('settings.appearance')}>
        <Appearance />
      </Panel>
      <Panel title={t('ownPassword.title')}>
        <OwnPassword />
      </Panel>
      {administrates && <UsersPanel />}
      {administrates && <TokensPanel />}
      <Panel title={t('settings.api')}>
        <div className="stack-tight">
          <p className="soft">{t('settings.apiText')}</p>
          <p>
            <a href="/api/openapi.json" target="_blank" rel="noreferrer">
              /api/openapi.json
            </a>
          </p>
        </div>
      </Panel>
    </Page>
  );
};
