import { useMutation } from '@tanstack/react-query';
import { Select } from 'antd';
import { client } from '../../../api/client.ts';
import { useMay } from '../../../api/identity.ts';
import type { Readiness } from '../../../api/types.ts';
import { useRefresh } from '../../../migration/use-refresh.ts';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { useTexts } from '../../../texts/use-texts.ts';

/** Minutes; 0 stands for only when it is asked for. */
const INTERVALS = { 15: '15', 60: '60', 360: '360', 1440: '1440', 0: 'off' } as const;

/** How old the last scan is and what it came to in numbers; another one, and how often there is one. */
export const ReadinessHead = ({ id, whole }: { readonly id: string; readonly whole: Readiness }) => {
  const { t } = useTexts();
  const mayOperate = useMay('operator');
  const refresh = useRefresh(id);
  const scan = useMutation({
    mutationFn: () => client.scanReadiness({ params: { id } }),
    onSuccess: refresh,
  });
  const schedule = useMutation({
    mutationFn: (minutes: number) =>
      client.scheduleReadiness({ params: { id }, body: { intervalMinutes: minutes === 0 ? null : minutes } }),
    onSuccess: refresh,
  });
  const every = whole.intervalMinutes ?? 0;
  const choices = Object.entries(INTERVALS).map(([minutes, key]) => ({
    value: Number(minutes),
    label: t(`readiness.every.${key}`),
  }));
  if (!choices.some(({ value }) => value === every))
    choices.push({ value: every, label: t('readiness.every.other', { minutes: every }) });
  return (
    <Panel
      title={t('readiness.title')}
      extra={
        <ReasonedButton
          reason={mayOperate ? undefined : t('role.needed', { role: t('role.operator') })}
          loading={whole.scanning || scan.isPending}
          onClick={() => scan.mutate()}
        >
          {t('readiness.scan')}
        </ReasonedButton>
      }
    >
      <div className="stack-tight" aria-live="polite">
        {scan.error && <ProblemView problem={scan.error} />}
        {schedule.error && <ProblemView problem={schedule.error} />}
        <KeyValues
          items={[
            [
              t('readiness.age'),
              whole.scanning ? t('readiness.scanning') : <Moment key="age" at={whole.scannedAt} />,
            ],
            [t('readiness.topics'), t('readiness.counts', whole.topics)],
            [t('readiness.groups'), t('readiness.counts', whole.groups)],
          ]}
        />
        {whole.notes.map((note) => (
          <ProblemView key={note.code} problem={note} tone="warn" quiet />
        ))}
        <Select<number>
          aria-label={t('readiness.schedule')}
          prefix={t('readiness.schedule')}
          popupMatchSelectWidth={false}
          disabled={!mayOperate}
          value={every}
          loading={schedule.isPending}
          options={choices}
          onChange={(minutes) => schedule.mutate(minutes)}
        />
      </div>
    </Panel>
  );
};
