import type { Role } from '@mqferry/api';
import { Select } from 'antd';
import { useTexts } from '../../texts/use-texts.ts';

const ROLES: readonly Role[] = ['viewer', 'operator', 'administrator'];

/** A role, with what it allows. A field of a form, which gives it its value and what to do with another. */
export const RoleField = (field: { readonly value?: Role; readonly onChange?: (role: Role) => void }) => {
  const { t } = useTexts();
  return (
    <Select<Role>
      {...field}
      options={ROLES.map((role) => ({
        value: role,
        label: `${t(`role.${role}`)} – ${t(`role.${role}.text`)}`,
      }))}
    />
  );
};
