import type { Role } from '@mqferry/api';
import { useMay } from '../api/identity.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Why who is logged in may not do what takes a role; undefined: they may. */
export const useForbidden = (needs: Role): string | undefined => {
  const { t } = useTexts();
  const may = useMay(needs);
  return may ? undefined : t('role.needed', { role: t(`role.${needs}`) });
};
