import type { Role } from '@mqferry/api';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../api/identity.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ReasonedButton } from './reasoned-button.tsx';

/** Leads to the page on which something new is made, whoever may. */
export const MakeButton = ({
  to,
  needs,
  children,
}: {
  readonly to: string;
  readonly needs: Role;
  readonly children: ReactNode;
}) => {
  const { t } = useTexts();
  const may = useMay(needs);
  const navigate = useNavigate();
  return (
    <ReasonedButton
      type="primary"
      reason={may ? undefined : t('role.needed', { role: t(`role.${needs}`) })}
      onClick={() => void navigate(to)}
    >
      {children}
    </ReasonedButton>
  );
};
