import { useState } from 'react';
import { useMay } from '../../../api/identity.ts';
import type { BatchStage, SeamlessBatch, SeamlessTask } from '../../../api/types.ts';
import { Moment } from '../../../parts/moment.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { Status } from '../../../parts/status.tsx';
import { EvidenceList } from '../../../seamless/evidence-list.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { BeginDialog } from './begin-dialog.tsx';
import { STAGE_TONES } from './stages.ts';

/** The stages of one kind, in their order: which are reached and by what that is seen, and which can be begun. */
export const BatchStages = ({
  task,
  batch,
}: {
  readonly task: SeamlessTask;
  readonly batch: SeamlessBatch;
}) => {
  const { t } = useTexts();
  const mayOperate = useMay('operator');
  const [beginning, setBeginning] = useState<BatchStage>();
  const canBegin = mayOperate && task.intent !== 'completed';
  return (
    <>
      <ol className="stages" aria-label={t(`seamless.batch.${batch.kind}`, { count: batch.topics })}>
        {batch.stages.map((stage, index) => (
          <Stage
            key={stage.stage}
            stage={stage}
            number={index + 1}
            isPresent={stage.stage === batch.next}
            isRunning={task.intent === 'run'}
            {...(canBegin ? { onBegin: () => setBeginning(stage) } : {})}
          />
        ))}
      </ol>
      {beginning && (
        <BeginDialog
          taskId={task.id}
          batch={batch}
          stage={beginning}
          onClose={() => setBeginning(undefined)}
        />
      )}
    </>
  );
};

const Stage = ({
  stage: { name, toDo, verdict, reason, evidence, blockedBy, begunAt, toBegin },
  number,
  isPresent,
  isRunning,
  onBegin,
}: {
  readonly stage: BatchStage;
  readonly number: number;
  readonly isPresent: boolean;
  /** Else the whole task stands still, which is told at its head. */
  readonly isRunning: boolean;
  /** Absent: who looks at it can begin nothing. */
  readonly onBegin?: () => void;
}) => {
  const { t, language } = useTexts();
  const isReached = verdict === 'pass';
  const isBegun = begunAt !== null;
  return (
    <li
      className={isReached ? 'stage-reached' : isPresent ? 'stage-present' : ''}
      {...(isPresent ? { 'aria-current': 'step' as const } : {})}
    >
      <div className="stage-head">
        <Status tone={isPresent && verdict === 'fail' ? 'busy' : STAGE_TONES[verdict]}>
          <strong>
            {number}. {name[language]}
          </strong>{' '}
          · {t(`seamless.stage.${verdict}`)}
        </Status>
        {isBegun && (
          <span className="soft">
            {t('seamless.begun')} <Moment at={begunAt} />
          </span>
        )}
        {toBegin && onBegin && (
          <ReasonedButton
            size="small"
            type={isPresent ? 'primary' : 'default'}
            reason={blockedBy}
            onClick={onBegin}
          >
            {t(isBegun ? 'seamless.beginAgain' : 'seamless.begin')}
            <span className="visually-hidden"> {name[language]}</span>
          </ReasonedButton>
        )}
      </div>
      {!isReached && <p className="stage-part">{toDo[language]}</p>}
      <EvidenceList evidence={evidence} />
      {/* What stands against it says the same at times. */}
      {!isReached && reason && reason.code !== blockedBy?.code && (
        <p className="stage-part soft break">
          {t('seamless.measured')} {reason.message[language]} <code>{reason.code}</code>
        </p>
      )}
      {isRunning && !isReached && blockedBy && (
        <div className="stage-part">
          <ProblemView
            problem={blockedBy}
            title={t(isBegun ? 'seamless.notToGoOn' : 'seamless.notToBegin')}
            tone="warn"
            quiet
          />
        </div>
      )}
    </li>
  );
};
