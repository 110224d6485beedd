import type { Problem } from '@mqferry/api';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Whether a server answers, or why it does not. */
export const AnswerStatus = ({ problem }: { readonly problem: Problem | null }) => {
  const { t, language } = useTexts();
  return problem ? (
    <Status tone="bad">{problem.message[language]}</Status>
  ) : (
    <Status tone="good">{t('rocketmq.answers')}</Status>
  );
};
