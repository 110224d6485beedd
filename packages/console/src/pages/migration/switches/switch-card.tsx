import { useState } from 'react';
import { useMay } from '../../../api/identity.ts';
import type { TrafficSwitch } from '../../../api/types.ts';
import { useRefresh } from '../../../migration/use-refresh.ts';
import { PlanConfirm } from '../../../operation/plan-confirm.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { NamesList } from '../../../parts/names-list.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { StatusShape } from '../../../parts/status.tsx';
import type { Tone } from '../../../parts/tone.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useMigration } from '../migration-context.ts';
import { GateList } from './gate-list.tsx';
import { isUnderWay, type StageOnWay, stagesOf } from './switch-stages.ts';
import { WayBack } from './way-back.tsx';
import './switch-card.css';

/** One switch: where it is, its gates, its way back, and what can be done about it. */
export const SwitchCard = ({
  migrationId,
  made,
}: {
  readonly migrationId: string;
  readonly made: TrafficSwitch;
}) => {
  const { t } = useTexts();
  const { id, topics, stage, gates, wayBack, createdBy, createdAt, changedAt, denyWrites } = made;
  const refresh = useRefresh(migrationId);
  const { completed } = useMigration().view.migration;
  const mayOperate = useMay('operator');
  const [open, setOpen] = useState<'abort' | 'back'>();
  const forbidden = mayOperate ? undefined : t('role.needed', { role: t('role.operator') });
  const close = () => setOpen(undefined);
  return (
    <Panel
      title={t('switch.title', { count: topics.length })}
      extra={
        <div className="row">
          {isUnderWay(stage) && (
            <ReasonedButton danger reason={forbidden} onClick={() => setOpen('abort')}>
              {t('switch.abort')}
            </ReasonedButton>
          )}
          {stage === 'on-target' && !completed && (
            <ReasonedButton
              reason={forbidden ?? (wayBack?.open ? undefined : t('switch.noWayBack'))}
              onClick={() => setOpen('back')}
            >
              {t('switch.back')}
            </ReasonedButton>
          )}
        </div>
      }
    >
      <div className="stack">
        <ol className="switch-stages" aria-label={t('switch.stages')}>
          {stagesOf(stage).map((each) => (
            <StageItem key={each.stage} {...each} now={made.now} />
          ))}
        </ol>
        <NamesList names={topics} />
        <p>{t(`runbook.${made.runbook}`)}</p>
        {isUnderWay(stage) && <GateList gates={gates} />}
        {wayBack && stage === 'on-target' && <WayBack wayBack={wayBack} />}
        <p className="soft">
          {t('switch.begunBy', { name: createdBy })} <Moment at={createdAt} /> · {t('switch.changed')}{' '}
          <Moment at={changedAt} /> · {t(denyWrites ? 'switch.deniesWrites' : 'switch.stoppedByHand')}
        </p>
      </div>
      {open === 'abort' && (
        <PlanConfirm
          change={{ operation: 'abortSwitch', switchId: id }}
          title={t('switch.abortTitle')}
          confirmText={t('switch.abort')}
          danger
          onClose={close}
          onDone={refresh}
        >
          <p>{t('switch.abortText')}</p>
        </PlanConfirm>
      )}
      {open === 'back' && (
        <PlanConfirm
          change={{ operation: 'switchBack', switchId: id }}
          title={t('switch.backTitle', { count: topics.length })}
          confirmText={t('switch.back')}
          onClose={close}
          onDone={refresh}
        >
          {wayBack && <WayBack wayBack={wayBack} />}
          <p>{t(denyWrites ? 'switch.backDenies' : 'switch.backByHand')}</p>
        </PlanConfirm>
      )}
    </Panel>
  );
};

const StageItem = ({ stage, place, now }: StageOnWay & Pick<TrafficSwitch, 'now'>) => {
  const { t, language } = useTexts();
  const here = place === 'here';
  const toneHere: Tone = isUnderWay(stage) ? 'busy' : stage === 'aborted' ? 'unknown' : 'good';
  const tone = { behind: 'good', here: toneHere, ahead: 'idle' } as const satisfies Record<string, Tone>;
  return (
    <li className={here ? 'switch-stage-here' : ''} {...(here ? { 'aria-current': 'step' } : {})}>
      <StatusShape tone={tone[place]} />
      <div>
        <span>{t(`stage.${stage}`)}</span>
        {here && <p className="soft">{now[language]}</p>}
      </div>
    </li>
  );
};
