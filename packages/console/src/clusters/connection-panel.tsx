import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Panel } from '../parts/panel.tsx';
import { ProblemView } from '../parts/problem-view.tsx';
import { ReasonedButton } from '../parts/reasoned-button.tsx';
import { useForbidden } from '../parts/use-forbidden.ts';
import { useTexts } from '../texts/use-texts.ts';

export interface ConnectionPanelProps<Test> {
  readonly test: () => Promise<Test>;
  /** What a test found. */
  readonly result: (test: Test) => ReactNode;
  /** A dialog that changes how the cluster is reached. */
  readonly change: (onClose: () => void) => ReactNode;
}

/** Whether the service can reach a cluster now, and how that is changed. */
export const ConnectionPanel = <Test,>({ test, result, change }: ConnectionPanelProps<Test>) => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const noTest = useForbidden('operator');
  const noChange = useForbidden('administrator');
  const tested = useMutation({ mutationFn: test });
  return (
    <Panel
      title={t('clusters.connection')}
      extra={
        <div className="row">
          <ReasonedButton reason={noTest} loading={tested.isPending} onClick={() => tested.mutate()}>
            {t('clusters.test')}
          </ReasonedButton>
          <ReasonedButton reason={noChange} onClick={() => setOpen(true)}>
            {t('clusters.change')}
          </ReasonedButton>
        </div>
      }
    >
      {tested.error && <ProblemView problem={tested.error} />}
      {tested.data !== undefined && result(tested.data)}
      {tested.data === undefined && !tested.error && <p className="soft">{t('clusters.connectionText')}</p>}
      {open && change(() => setOpen(false))}
    </Panel>
  );
};
