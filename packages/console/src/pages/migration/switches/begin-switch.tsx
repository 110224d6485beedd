import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import type { TrafficSwitch } from '../../../api/types.ts';
import { useRefresh } from '../../../migration/use-refresh.ts';
import { PlanConfirm } from '../../../operation/plan-confirm.tsx';
import { NamesList } from '../../../parts/names-list.tsx';
import { StatusShape } from '../../../parts/status.tsx';
import { Bonds } from '../../../plan/unit-list.tsx';
import { usePlan } from '../../../plan/use-plan.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useMigration } from '../migration-context.ts';
import { incompleteUnits } from './incomplete-units.ts';
import './begin-switch.css';

type Runbook = TrafficSwitch['runbook'];

const RUNBOOKS: readonly Runbook[] = ['same-offset', 'order-kept', 'order-not-needed'];

export interface BeginSwitchProps {
  readonly migrationId: string;
  readonly topics: readonly string[];
  readonly onClose: () => void;
  readonly onBegun?: () => void;
}

/** Moves the applications of topics to the target, after a look at which other topics hang on them. */
export const BeginSwitch = ({ migrationId, topics, onClose, onBegun }: BeginSwitchProps) => {
  const { t } = useTexts();
  const refresh = useRefresh(migrationId);
  const isCopied = useMigration().view.migration.intent !== 'none';
  const [all, setAll] = useState(topics);
  const [runbook, setRunbook] = useState<Runbook>(isCopied ? 'same-offset' : 'order-kept');
  const [denyWrites, setDenyWrites] = useState(false);
  const [splitUnits, setSplitUnits] = useState(false);
  // As of the last plan; the service refuses to split units as of now.
  const { plan } = usePlan(migrationId);
  const incomplete = incompleteUnits(plan?.units ?? [], all);
  const missing = incomplete.flatMap((each) => each.missing);
  return (
    <PlanConfirm
      change={{
        ...{ operation: 'switch', migrationId, topics: [...all], runbook, denyWrites },
        ...(splitUnits ? { splitUnits } : {}),
      }}
      title={t('switch.begin', { count: all.length })}
      confirmText={t('switch.beginNow')}
      onClose={onClose}
      onDone={async () => {
        onBegun?.();
        await refresh();
      }}
    >
      <NamesList names={all} />
      {incomplete.length > 0 && (
        <div className="switch-units" role="alert">
          <StatusShape tone="warn" />
          <div className="stack-tight">
            <p>{t('switch.incomplete', { count: missing.length })}</p>
            {incomplete.map(({ unit, missing: left }) => (
              <div key={unit.topics[0]}>
                <NamesList names={left} />
                <Bonds bonds={unit.bonds} />
              </div>
            ))}
            <div>
              <Button size="small" onClick={() => setAll([...all, ...missing])}>
                {t('switch.addMissing')}
              </Button>
            </div>
          </div>
        </div>
      )}
      <h3>{t('runbook.label')}</h3>
      <Radio.Group
        vertical
        aria-label={t('runbook.label')}
        value={runbook}
        onChange={({ target }) => setRunbook(target.value as Runbook)}
        options={RUNBOOKS.map((value) => ({ value, label: t(`runbook.${value}`) }))}
      />
      <h3>{t('switch.writes')}</h3>
      <Radio.Group
        aria-label={t('switch.writes')}
        value={denyWrites}
        onChange={({ target }) => setDenyWrites(target.value === true)}
        options={[
          { value: false, label: t('switch.byHand') },
          { value: true, label: t('switch.byAcl') },
        ]}
      />
      <Checkbox checked={splitUnits} onChange={({ target }) => setSplitUnits(target.checked)}>
        {t('switch.split')}
      </Checkbox>
    </PlanConfirm>
  );
};
