import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { client } from '../../api/client.ts';
import { IMPORTS_KEY } from '../../api/import-queries.ts';
import type { MetadataImport } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { mastersOf } from './masters-of.ts';
import { StartImport } from './start-import.tsx';

/** What can be done with an import that was not started: another choice, another look, and the start. */
export const PlanActions = ({ of: made }: { readonly of: MetadataImport }) => {
  const { t } = useTexts();
  const { id, plan } = made;
  const forbidden = useForbidden('operator');
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const again = useMutation({
    mutationFn: () => client.planImport({ params: { id }, body: { brokers: mastersOf(made) } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: IMPORTS_KEY }),
  });
  const { create, extend, 'exists-different': different, 'cannot-be-told': untold } = plan.actions;
  const inTheWay = (): string | undefined => {
    if (forbidden !== undefined) return forbidden;
    if (plan.refusals.length > 0) return t('imports.refused');
    return create + extend + different + untold === 0 ? t('imports.nothingToDo') : undefined;
  };
  return (
    <>
      {again.error && <ProblemView problem={again.error} />}
      <div className="import-foot">
        {forbidden === undefined && <Link to={`/imports/${id}/choice`}>{t('imports.change')}</Link>}
        <ReasonedButton reason={forbidden} loading={again.isPending} onClick={() => again.mutate()}>
          {t('wizard.planAgain')}
        </ReasonedButton>
        <span className="import-foot-end">
          <ReasonedButton type="primary" reason={inTheWay()} onClick={() => setOpen(true)}>
            {t('imports.start')}
          </ReasonedButton>
        </span>
      </div>
      {open && <StartImport of={made} onClose={() => setOpen(false)} />}
    </>
  );
};
