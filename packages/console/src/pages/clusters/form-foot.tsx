import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';

type State = Pick<UseMutationResult, 'error' | 'isPending'>;

/** What stands below the fields of a new cluster: what a test of the connection found, and the buttons. */
export const FormFoot = ({
  test,
  add,
  lacking,
  onTest,
  onAdd,
  children,
}: {
  readonly test: State;
  readonly add: State;
  /** Why there is nothing to test yet. */
  readonly lacking?: string | undefined;
  readonly onTest: () => void;
  readonly onAdd: () => void;
  /** What the test found. */
  readonly children: ReactNode;
}) => {
  const { t } = useTexts();
  const forbidden = useForbidden('administrator');
  return (
    <div className="stack">
      {test.error && <ProblemView problem={test.error} />}
      {children}
      {add.error && <ProblemView problem={add.error} />}
      <div className="row">
        <ReasonedButton reason={forbidden ?? lacking} loading={test.isPending} onClick={onTest}>
          {t('clusters.test')}
        </ReasonedButton>
        <ReasonedButton type="primary" reason={forbidden} loading={add.isPending} onClick={onAdd}>
          {t('clusters.save')}
        </ReasonedButton>
      </div>
    </div>
  );
};
