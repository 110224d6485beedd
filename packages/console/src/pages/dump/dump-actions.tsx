import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/identity.ts';
import { dumpKey } from '../../api/queries.ts';
import type { Dump } from '../../api/types.ts';
import { PlanConfirm } from '../../operation/plan-confirm.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';

type Action = Dump['actions'][number]['action'];

/** Of two that exclude each other only the one that is next is shown. */
const isShown = (action: Action, { state }: Dump): boolean => {
  if (action === 'startDump') return state === 'created';
  return action !== 'resumeDump' || state !== 'created';
};

/** The actions on a dump task; those that are not possible now say why. */
export const DumpActions = ({ dump }: { readonly dump: Dump }) => {
  const { t } = useTexts();
  const { id, name, partitioning } = dump;
  const mayOperate = useMay('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<Action>();
  const forbidden = mayOperate ? undefined : t('role.needed', { role: t('role.operator') });
  return (
    <div className="row">
      {dump.actions
        .filter(({ action }) => isShown(action, dump))
        .map(({ action, reason }) => (
          <ReasonedButton
            key={action}
            reason={forbidden ?? reason}
            type={action === 'startDump' || action === 'resumeDump' ? 'primary' : 'default'}
            onClick={() => setOpen(action)}
          >
            {t(`dump.action.${action}`)}
          </ReasonedButton>
        ))}
      {open && (
        <PlanConfirm
          change={{ operation: open, dumpId: id }}
          title={t(`dump.title.${open}`, { name })}
          confirmText={t(`dump.action.${open}`)}
          danger={open === 'deleteDump'}
          onClose={() => setOpen(undefined)}
          onDone={async () => {
            await queryClient.invalidateQueries({ queryKey: ['dumps'] });
            if (open === 'deleteDump') await navigate('/dumps');
            else await queryClient.invalidateQueries({ queryKey: dumpKey(id) });
          }}
        >
          <p>{t(`dump.text.${open}`)}</p>
          {open === 'startDump' && <p>{t(`dump.partitioning.${partitioning}`)}</p>}
        </PlanConfirm>
      )}
    </div>
  );
};
