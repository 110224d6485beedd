import { useQuery } from '@tanstack/react-query';
import { seamlessBatchesQuery } from '../../../api/seamless-queries.ts';
import type { SeamlessTask } from '../../../api/types.ts';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { useTexts } from '../../../texts/use-texts.ts';

/** What was done in the wrong order, whichever part of the task is looked at. */
export const BatchAlarms = ({ task: { id } }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const { data } = useQuery(seamlessBatchesQuery(id));
  return (data?.batches ?? []).flatMap(({ kind, topics, alarms }) =>
    alarms.map((alarm) => (
      <ProblemView
        key={`${kind} ${alarm.code}`}
        problem={alarm}
        title={t('seamless.alarm', { topics: t(`seamless.batch.${kind}`, { count: topics }) })}
      />
    )),
  );
};
