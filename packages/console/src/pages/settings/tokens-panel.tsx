import type { Role } from '@mqferry/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { tokensQuery } from '../../api/queries.ts';
import type { ApiToken } from '../../api/types.ts';
import { instantOf } from '../../format/moments.ts';
import { useNow } from '../../live/use-now.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Moment } from '../../parts/moment.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Status } from '../../parts/status.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { RoleField } from './role-field.tsx';
import { SecretOnce } from './secret-once.tsx';
import './people.css';

/** What programs use the API with. */
export const TokensPanel = () => {
  const { t } = useTexts();
  const query = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<ApiToken>();
  return (
    <Panel
      title={t('tokens.title')}
      extra={<Button onClick={() => setMaking(true)}>{t('tokens.make')}</Button>}
      flush
    >
      <QueryView query={query}>
        {(tokens) =>
          tokens.length === 0 ? (
            <Empty title={t('tokens.none')}>{t('tokens.noneText')}</Empty>
          ) : (
            <ul className="people">
              {tokens.map((token) => (
                <li key={token.id}>
                  <strong className="break">{token.name}</strong>
                  <span>{t(`role.${token.role}`)}</span>
                  <TokenTimes token={token} />
                  <span className="people-actions">
                    <Button size="small" danger onClick={() => setLeaving(token)}>
                      {t('action.delete')}
                    </Button>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      {making && <TokenForm onClose={() => setMaking(false)} />}
      {leaving && (
        <ConfirmDelete
          title={t('tokens.deleteTitle', { name: leaving.name })}
          text={t('tokens.deleteText')}
          remove={() => client.deleteToken({ params: { id: leaving.id } })}
          queryKey={tokensQuery.queryKey}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Panel>
  );
};

const TokenTimes = ({ token: { expiresAt, lastUsedAt, createdBy } }: { readonly token: ApiToken }) => {
  const { t } = useTexts();
  const now = useNow();
  const expired = expiresAt !== null && Date.parse(expiresAt) <= now;
  return (
    <span className="soft">
      {expired && <Status tone="warn">{t('tokens.expired')}</Status>}{' '}
      {t('tokens.madeBy', { name: createdBy })} ·{' '}
      {lastUsedAt === null ? (
        t('tokens.neverUsed')
      ) : (
        <>
          {t('tokens.lastUsed')} <Moment at={lastUsedAt} />
        </>
      )}
      {' · '}
      {expiresAt === null ? (
        t('tokens.forever')
      ) : (
        <>
          {t('tokens.expires')} <Moment at={expiresAt} />
        </>
      )}
    </span>
  );
};

interface Entered {
  readonly name: string;
  readonly role: Role;
  readonly expires?: string;
}

const TokenForm = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: ({ name, role, expires = '' }: Entered) =>
      client.createToken({ body: { name, role, expiresAt: instantOf(expires) ?? null } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  if (make.data) return <SecretOnce made={make.data} onClose={onClose} />;
  return (
    <Modal
      open
      title={t('tokens.make')}
      okText={t('tokens.make')}
      cancelText={t('action.cancel')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: 'viewer' }}
        onFinish={(entered) => make.mutate(entered)}
      >
        <Form.Item name="name" label={t('tokens.name')} extra={t('tokens.nameText')} rules={nameRules(t)}>
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="role" label={t('users.role')}>
          <RoleField />
        </Form.Item>
        <Form.Item name="expires" label={t('tokens.expiry')} extra={t('tokens.expiryText')}>
          <Input type="datetime-local" style={{ maxWidth: 240 }} />
        </Form.Item>
      </Form>
      {make.error && <ProblemView problem={make.error} />}
    </Modal>
  );
};
