import type { ReactNode } from 'react';
import './empty.css';

export interface EmptyProps {
  /** What there is not. */
  readonly title: string;
  /** Why, or how to change that. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** What stands where there is nothing to show: why, and what comes next. */
export const Empty = ({ title, children, action }: EmptyProps) => (
  <div className="empty">
    <svg viewBox="0 0 48 32" width="48" height="32" aria-hidden="true">
      <path d="M2 9h26M2 23h26" className="empty-line" />
      <path d="m31 3 9 6-9 6" className="empty-line" />
    </svg>
    <p className="empty-title">{title}</p>
    {children !== undefined && <div className="soft empty-text">{children}</div>}
    {action}
  </div>
);
