import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../layout/language-switch.tsx';
import { useDocumentTitle } from '../../layout/page.tsx';
import { ThemeSwitch } from '../../layout/theme-switch.tsx';
import './entrance.css';

/** A page in front of the login. */
export const Entrance = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  useDocumentTitle(title);
  return (
    <div className="entrance">
      <div className="entrance-tools">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className="entrance-card">
        <p className="entrance-brand">mqferry</p>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
};
