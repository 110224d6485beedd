import { isAtLeast } from '@mqferry/api';
import { Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useIdentity } from '../api/identity.ts';
import { useTexts } from '../texts/use-texts.ts';
import { MENU_ICON, NAVIGATION_ICONS } from './icons.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { NAVIGATION } from './navigation.ts';
import { ThemeSwitch } from './theme-switch.tsx';
import { usePhone } from './use-phone.ts';
import { UserMenu } from './user-menu.tsx';
import './shell.css';

/** What surrounds every page: where one can go, who one is, language and theme. */
export const Shell = () => {
  const { t } = useTexts();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  const { state } = useNavigation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when it has led somewhere.
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('nav.skip')}
      </a>
      {!phone && (
        <aside className="shell-side">
          <div>
            <Brand />
            <Navigation />
          </div>
        </aside>
      )}
      <div className="shell-main">
        <header className={state === 'loading' ? 'shell-top shell-busy' : 'shell-top'}>
          {phone && (
            <>
              <Button
                type="text"
                aria-label={t('nav.open')}
                aria-expanded={open}
                icon={MENU_ICON}
                onClick={() => setOpen(true)}
              />
              <Brand />
              <Drawer
                title={t('nav.label')}
                placement="left"
                size={260}
                open={open}
                onClose={() => setOpen(false)}
                styles={{ body: { padding: 8 } }}
              >
                <Navigation />
              </Drawer>
            </>
          )}
          <div className="shell-tools">
            <LanguageSwitch />
            <ThemeSwitch />
            <UserMenu />
          </div>
        </header>
        <main id="content" className="shell-content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </div>
  );
};

const Brand = () => (
  <Link to="/" className="brand">
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
      <path d="M3 11h17M3 21h26" className="brand-line" />
      <path d="m20 5 8 6-8 6" className="brand-line" />
    </svg>
    mqferry
  </Link>
);

const Navigation = () => {
  const { t } = useTexts();
  const { role } = useIdentity();
  return (
    <nav aria-label={t('nav.label')}>
      <ul className="nav">
        {NAVIGATION.filter((item) => isAtLeast(role, item.role)).map(({ to, text }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/'} className="nav-link">
              {NAVIGATION_ICONS[to]}
              {t(text)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
};
