import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import './page.css';

export interface PageProps {
  readonly title: string;
  /** Where the page belongs. */
  readonly parent?: { readonly to: string; readonly text: string };
  /** What can be done on this page as a whole. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its heading. */
export const Page = ({ title, parent, actions, children }: PageProps) => {
  useDocumentTitle(title);
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          {parent && (
            <Link className="page-parent" to={parent.to}>
              {parent.text}
            </Link>
          )}
          <h1>{title}</h1>
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
      {children}
    </div>
  );
};

/** Names the page in the browser's tab. */
export const useDocumentTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · mqferry`;
  }, [title]);
};
