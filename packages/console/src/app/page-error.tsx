import { Button } from 'antd';
import { useRouteError } from 'react-router';
import { problemIn } from '../api/problems.ts';
import { ProblemView } from '../parts/problem-view.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Stands in the place of a page that failed. */
export const PageError = () => {
  const error = useRouteError();
  const { t } = useTexts();
  return (
    <div style={{ padding: 24 }}>
      <ProblemView
        problem={problemIn(error)}
        title={t('page.failed')}
        action={<Button onClick={() => location.reload()}>{t('page.reload')}</Button>}
      />
    </div>
  );
};
