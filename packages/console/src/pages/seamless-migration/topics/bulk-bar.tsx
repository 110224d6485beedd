import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { client } from '../../../api/client.ts';
import { allSeamlessTopics } from '../../../api/seamless-queries.ts';
import type { Motion, SeamlessTask } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { useForbidden } from '../../../parts/use-forbidden.ts';
import { hasGateways } from '../../../seamless/modes.ts';
import { motionsOf } from '../../../seamless/motions.ts';
import { StepDialog } from '../../../seamless/step/step-dialog.tsx';
import { usePaused } from '../../../seamless/use-paused.ts';
import { useSeamlessRefresh } from '../../../seamless/use-seamless-refresh.ts';
import { useTexts } from '../../../texts/use-texts.ts';

export interface BulkBarProps {
  readonly task: SeamlessTask;
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
  /** What is looked for in the table, and how many that finds. */
  readonly which: Parameters<typeof allSeamlessTopics>[1];
  readonly found: number;
}

/** What can be done with many topics at once: all that a search finds, or those that were ticked. */
export const BulkBar = ({ task, chosen, onChosen, which, found }: BulkBarProps) => {
  const { t } = useTexts();
  const forbidden = useForbidden('operator');
  const [motion, setMotion] = useState<Motion>();
  const [leaving, setLeaving] = useState(false);
  const chooseFound = useMutation({
    mutationFn: () => allSeamlessTopics(task.id, which, AbortSignal.timeout(60_000)),
    onSuccess: (names) => onChosen([...new Set([...chosen, ...names])]),
  });
  const reason = forbidden ?? (chosen.length === 0 ? t('topics.chooseFirst') : undefined);
  const paused = usePaused(task);
  return (
    <>
      <section className="filter-bar" aria-label={t('seamless.bulk')}>
        <Button size="small" loading={chooseFound.isPending} onClick={() => chooseFound.mutate()}>
          {t('choice.addFound', { count: found })}
        </Button>
        <span role="status">{t('choice.chosen', { count: chosen.length })}</span>
        {chosen.length > 0 && (
          <Button size="small" type="link" onClick={() => onChosen([])}>
            {t('choice.clear')}
          </Button>
        )}
        <span className="filter-bar-end row">
          {motionsOf(task.mode).map((each) => (
            <ReasonedButton
              key={each}
              type={each === 'forward' ? 'primary' : 'default'}
              reason={reason ?? paused(each)}
              onClick={() => setMotion(each)}
            >
              {t(`seamless.motion.${each}`)}
            </ReasonedButton>
          ))}
          <ReasonedButton reason={reason} onClick={() => setLeaving(true)}>
            {t('seamless.takeOut')}
          </ReasonedButton>
        </span>
      </section>
      {chooseFound.error && <ProblemView problem={chooseFound.error} />}
      {motion && (
        <StepDialog
          task={task}
          topics={chosen}
          motion={motion}
          onClose={() => setMotion(undefined)}
          onDone={() => onChosen([])}
        />
      )}
      {leaving && (
        <TakeOut task={task} topics={chosen} onClose={() => setLeaving(false)} onDone={() => onChosen([])} />
      )}
    </>
  );
};

const TakeOut = ({
  task,
  topics,
  onClose,
  onDone,
}: {
  readonly task: SeamlessTask;
  readonly topics: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) => {
  const { t } = useTexts();
  const { message } = App.useApp();
  const refresh = useSeamlessRefresh(task.id);
  return (
    <ConfirmDialog
      title={t('seamless.takeOutTitle', { count: topics.length })}
      confirmText={t('seamless.takeOut')}
      act={() => client.removeSeamlessTopics({ params: { id: task.id }, body: { topics: [...topics] } })}
      onClose={onClose}
      onDone={async ({ removed }) => {
        void message.success(t('seamless.takenOut', { count: removed.length }));
        onDone();
        await refresh();
      }}
    >
      <p>{t(hasGateways(task) ? 'seamless.takeOutText' : 'seamless.takeOutUnmeasured')}</p>
    </ConfirmDialog>
  );
};
