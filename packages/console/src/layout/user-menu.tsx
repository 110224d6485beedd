import { UserOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { client } from '../api/client.ts';
import { useIdentity } from '../api/identity.ts';
import { SESSION_KEY } from '../api/query-client.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Who is logged in, with which role, and the way out. */
export const UserMenu = () => {
  const { t } = useTexts();
  const { name, role } = useIdentity();
  const queryClient = useQueryClient();
  const logout = useMutation({
    mutationFn: () => client.logout({}),
    // What was seen is not left for whoever logs in next; if the service is away, the session ends by itself.
    onSettled: () => {
      queryClient.setQueryData(SESSION_KEY, null);
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
    },
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'role', type: 'group', label: `${name} · ${t(`role.${role}`)}` },
          { key: 'logout', label: t('session.logout') },
        ],
        onClick: ({ key }) => {
          if (key === 'logout') logout.mutate();
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t('session.menu', { name })}>
        <span className="user-name">{name}</span>
      </Button>
    </Dropdown>
  );
};
