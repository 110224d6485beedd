import type { OperationName } from '@mqferry/api';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/identity.ts';
import type { Migration, NextStep } from '../../api/types.ts';
import { useRefresh } from '../../migration/use-refresh.ts';
import { PlanConfirm } from '../../operation/plan-confirm.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { shownActions } from './shown-actions.ts';

/** What can be asked of a migration as a whole by an operation. */
type ActionName = Extract<NextStep['action'], OperationName>;

/** The actions on a migration; those that are not possible now say why. */
export const Actions = ({ migration }: { readonly migration: Migration }) => {
  const { t } = useTexts();
  const { id, name } = migration;
  const mayOperate = useMay('operator');
  const navigate = useNavigate();
  const refresh = useRefresh(id);
  const [open, setOpen] = useState<ActionName>();
  const forbidden = mayOperate ? undefined : t('role.needed', { role: t('role.operator') });
  return (
    <div className="row">
      {shownActions(migration).map(({ action, blockedBy, primary }) => (
        <ReasonedButton
          key={action}
          reason={forbidden ?? blockedBy}
          type={primary ? 'primary' : 'default'}
          onClick={() => setOpen(action)}
        >
          {t(`action.${action}`)}
        </ReasonedButton>
      ))}
      {open && (
        <PlanConfirm
          change={{ operation: open, migrationId: id }}
          title={t(`action.${open}.title`, { name })}
          confirmText={t(`action.${open}`)}
          danger={open === 'delete' || open === 'stop'}
          onClose={() => setOpen(undefined)}
          onDone={async () => {
            if (open === 'delete') await navigate('/migrations');
            else await refresh();
          }}
        >
          <p>{t(`action.${open}.text`)}</p>
        </PlanConfirm>
      )}
    </div>
  );
};
