import type { Problem } from '@mqferry/api';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';
import './answer-status.css';

/** Whether a server answers, or why it does not. */
export const AnswerStatus = ({ problem }: { readonly problem: Problem | null }) => {
  const { t, language } = useTexts();
  return problem ? (
    <Status tone="bad">
      <span className="answer-problem">{problem.message[language]}</span>
    </Status>
  ) : (
    <Status tone="good">{t('rocketmq.answers')}</Status>
  );
};
