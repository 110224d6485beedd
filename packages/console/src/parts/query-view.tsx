import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { problemIn } from '../api/problems.ts';
import { timeText } from '../format/moments.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Loading } from './loading.tsx';
import { ProblemView } from './problem-view.tsx';
import './query-view.css';

export interface QueryViewProps<T> {
  readonly query: Pick<
    UseQueryResult<T>,
    'data' | 'error' | 'isFetching' | 'isError' | 'isPlaceholderData' | 'dataUpdatedAt' | 'refetch'
  >;
  /** Stands there until something is known. */
  readonly loading?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/**
 * What was asked of the service, in each state that this can be in: on its way, known, known from before while the service
 * does not answer, and not to be had.
 */
export const QueryView = <T,>({ query, loading, children }: QueryViewProps<T>) => {
  const { t } = useTexts();
  const { data, error, isError, isFetching, isPlaceholderData, dataUpdatedAt, refetch } = query;
  const again = (
    <Button size="small" loading={isFetching} onClick={() => void refetch()}>
      {t('action.tryAgain')}
    </Button>
  );
  if (data === undefined) {
    return isError ? <ProblemView problem={problemIn(error)} action={again} /> : (loading ?? <Loading />);
  }
  // Another part of a list is on its way; until it comes, what is there is what was asked for before.
  if (isPlaceholderData && !isError) {
    return (
      <div className="query-former" aria-busy="true">
        {children(data)}
      </div>
    );
  }
  if (!isError) return children(data);
  return (
    <div className="stack-tight">
      <ProblemView
        tone="warn"
        title={t('state.staleSince', { time: timeText(dataUpdatedAt) })}
        problem={problemIn(error)}
        action={again}
      />
      {children(data)}
    </div>
  );
};
