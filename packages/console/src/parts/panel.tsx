import type { ReactNode } from 'react';
import { useId } from 'react';
import './panel.css';

export interface PanelProps {
  readonly title?: ReactNode;
  /** Beside the title. */
  readonly extra?: ReactNode;
  /** No room around the content, for tables. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A part of a page with its heading. */
export const Panel = ({ title, extra, flush = false, children }: PanelProps) => {
  const id = useId();
  return (
    <section className="panel" {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {title !== undefined && (
        <div className="panel-head">
          <h2 id={id}>{title}</h2>
          {extra}
        </div>
      )}
      <div className={flush ? 'panel-flush' : 'panel-body'}>{children}</div>
    </section>
  );
};
