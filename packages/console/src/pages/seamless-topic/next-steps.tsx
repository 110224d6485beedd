import { useState } from 'react';
import type { Motion, SeamlessTask, SeamlessTopicDetail } from '../../api/types.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { Status } from '../../parts/status.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { CheckList } from '../../seamless/check-list.tsx';
import { motionsOf } from '../../seamless/motions.ts';
import { positionText } from '../../seamless/states.ts';
import { StepDialog } from '../../seamless/step/step-dialog.tsx';
import { usePaused } from '../../seamless/use-paused.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './next-steps.css';

const WAYS = ['forward', 'back'] as const;

/** Both steps that a topic can take, with all that is looked at before; each is planned, and confirmed. */
export const NextSteps = ({
  task,
  detail: { topic, steps },
}: {
  readonly task: SeamlessTask;
  readonly detail: SeamlessTopicDetail;
}) => {
  const { t } = useTexts();
  const forbidden = useForbidden('operator');
  const [motion, setMotion] = useState<Motion>();
  const ended = task.intent === 'completed' ? t('seamlessTopic.completed') : undefined;
  const paused = usePaused(task);
  const others = motionsOf(task.mode).filter((each) => each !== 'forward' && each !== 'back');
  return (
    <>
      <div className="next-steps">
        {WAYS.map((way) => {
          const move = steps[way];
          return (
            <Panel
              key={way}
              title={
                move?.to
                  ? t('seamlessTopic.stepTo', {
                      way: t(`seamless.motion.${way}`),
                      state: positionText(move.to, t),
                    })
                  : t(`seamless.motion.${way}`)
              }
              extra={
                move?.to && (
                  <ReasonedButton
                    size="small"
                    type={way === 'forward' ? 'primary' : 'default'}
                    reason={forbidden ?? ended ?? paused(way)}
                    onClick={() => setMotion(way)}
                  >
                    {t('seamlessTopic.plan')}
                  </ReasonedButton>
                )
              }
            >
              {move?.to ? (
                <div className="stack-tight">
                  <Status tone={move.blockedBy ? 'warn' : 'good'}>
                    {t(move.blockedBy ? 'seamless.blocked' : 'seamless.possible')}
                  </Status>
                  {move.blockedBy && move.checks.every(({ verdict }) => verdict === 'pass') && (
                    <ProblemView problem={move.blockedBy} tone="warn" quiet />
                  )}
                  <CheckList checks={move.checks} forced={move.forced} />
                </div>
              ) : (
                <p className="soft">{t('seamlessTopic.noStep')}</p>
              )}
            </Panel>
          );
        })}
      </div>
      {others.length > 0 && topic.position.kind === 'ordered' && (
        <Panel title={t('seamlessTopic.holding')}>
          <div className="stack-tight">
            <p>{t('seamlessTopic.holdingText')}</p>
            <div className="row">
              {others.map((each) => (
                <ReasonedButton
                  key={each}
                  reason={forbidden ?? ended ?? paused(each, topic.position.state)}
                  onClick={() => setMotion(each)}
                >
                  {t(`seamless.motion.${each}`)}
                </ReasonedButton>
              ))}
            </div>
          </div>
        </Panel>
      )}
      {motion && (
        <StepDialog task={task} topics={[topic.topic]} motion={motion} onClose={() => setMotion(undefined)} />
      )}
    </>
  );
};
