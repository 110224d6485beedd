import type { Problem } from '@mqferry/api';
import type { ReactNode } from 'react';
import { ProblemView } from './problem-view.tsx';
import { ReasonedButton } from './reasoned-button.tsx';

export interface SubmitRowProps {
  /** Why it was refused; null: it was not. */
  readonly error: unknown;
  /** Why it cannot be sent. */
  readonly reason: Problem | string | undefined;
  readonly loading: boolean;
  readonly onSubmit: () => void;
  readonly text: string;
  /** What sending it means, beside the button. */
  readonly note?: ReactNode;
}

/** The end of a form: what sends it, and why it was refused. */
export const SubmitRow = ({ error, reason, loading, onSubmit, text, note }: SubmitRowProps) => (
  <>
    {error !== null && <ProblemView problem={error} />}
    <div className="row" style={{ marginTop: 8 }}>
      <ReasonedButton type="primary" reason={reason} loading={loading} onClick={onSubmit}>
        {text}
      </ReasonedButton>
      {note !== undefined && <span className="soft">{note}</span>}
    </div>
  </>
);
