import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { useIdentity } from '../../api/identity.ts';
import { usersQuery } from '../../api/queries.ts';
import type { User } from '../../api/types.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Moment } from '../../parts/moment.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { passwordRules } from '../../parts/password-rules.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { RoleField } from './role-field.tsx';
import './people.css';

/** Who may use the service. */
export const UsersPanel = () => {
  const { t } = useTexts();
  const me = useIdentity();
  const query = useQuery(usersQuery);
  const [open, setOpen] = useState<User | 'new'>();
  const [leaving, setLeaving] = useState<User>();
  return (
    <Panel
      title={t('users.title')}
      extra={<Button onClick={() => setOpen('new')}>{t('users.add')}</Button>}
      flush
    >
      <QueryView query={query}>
        {(users) => (
          <ul className="people">
            {users.map((user) => (
              <li key={user.id}>
                <strong className="break">{user.name}</strong>
                <span>{t(`role.${user.role}`)}</span>
                <span className="soft">
                  {user.lastLoginAt === null ? (
                    t('users.neverLoggedIn')
                  ) : (
                    <>
                      {t('users.lastLogin')} <Moment at={user.lastLoginAt} />
                    </>
                  )}
                </span>
                <span className="people-actions">
                  <ReasonedButton
                    size="small"
                    reason={user.external ? t('users.external') : undefined}
                    onClick={() => setOpen(user)}
                  >
                    {t('users.change')}
                  </ReasonedButton>
                  <ReasonedButton
                    size="small"
                    danger
                    reason={user.name === me.name && me.kind === 'user' ? t('users.notSelf') : undefined}
                    onClick={() => setLeaving(user)}
                  >
                    {t('action.delete')}
                  </ReasonedButton>
                </span>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      {open && <UserForm user={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
      {leaving && (
        <ConfirmDelete
          title={t('users.deleteTitle', { name: leaving.name })}
          text={t('users.deleteText')}
          remove={() => client.deleteUser({ params: { id: leaving.id } })}
          queryKey={usersQuery.queryKey}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Panel>
  );
};

interface Entered extends Pick<User, 'name' | 'role'> {
  readonly password?: string;
}

const UserForm = ({ user, onClose }: { readonly user: User | undefined; readonly onClose: () => void }) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: ({ name, role, password }: Entered) => {
      if (!user) return client.createUser({ body: { name, role, password: password ?? '' } });
      const changed = password === undefined || password === '' ? {} : { password };
      return client.changeUser({ params: { id: user.id }, body: { role, ...changed } });
    },
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
    },
  });
  const [needed, length] = passwordRules(t);
  return (
    <Modal
      open
      title={user ? t('users.changeTitle', { name: user.name }) : t('users.add')}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={user ?? { role: 'viewer' }}
        onFinish={(entered) => save.mutate(entered)}
      >
        {!user && (
          <Form.Item name="name" label={t('login.name')} rules={nameRules(t)}>
            <Input autoFocus maxLength={100} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="role" label={t('users.role')}>
          <RoleField />
        </Form.Item>
        <Form.Item
          name="password"
          label={t(user ? 'users.newPassword' : 'login.password')}
          extra={user ? t('users.changeText') : t('password.rule')}
          rules={user ? [length!] : [needed!, length!]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
      {save.error && <ProblemView problem={save.error} />}
    </Modal>
  );
};
