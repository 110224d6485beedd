import type { Problem } from '@mqferry/api';
import type { ReactNode } from 'react';
import { problemIn } from '../api/problems.ts';
import { useTexts } from '../texts/use-texts.ts';
import { StatusShape } from './status.tsx';
import './problem-view.css';

export interface ProblemViewProps {
  /** A problem as the API tells it, or whatever was thrown. */
  readonly problem: Problem | unknown;
  /** What was not possible, before what is wrong. */
  readonly title?: string;
  /** `warn` where work goes on. */
  readonly tone?: 'bad' | 'warn';
  /** What can be done about it here. */
  readonly action?: ReactNode;
  /** Part of what is shown anyway, and no news that a screen reader should interrupt for. */
  readonly quiet?: boolean;
}

const isTold = (problem: unknown): problem is Problem =>
  typeof problem === 'object' && problem !== null && !(problem instanceof Error) && 'advice' in problem;

/** What is wrong, what to do about it, and the code by which it is found in documents and logs. */
export const ProblemView = ({ problem, title, tone = 'bad', action, quiet = false }: ProblemViewProps) => {
  const { t, language } = useTexts();
  const { code, message, advice } = isTold(problem) ? problem : problemIn(problem);
  return (
    <div className={`problem problem-${tone}`} {...(quiet ? {} : { role: 'alert' })}>
      <StatusShape tone={tone} />
      <div className="problem-body">
        {title !== undefined && <strong>{title}</strong>}
        <p className="break">{message[language]}</p>
        <p className="break">
          <span className="soft">{t('problem.advice')}</span> {advice[language]}
        </p>
        <div className="row-apart">
          <code className="soft">{code}</code>
          {action}
        </div>
      </div>
    </div>
  );
};
