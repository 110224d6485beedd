import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { Link, useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { startQuery } from '../../api/queries.ts';
import { SESSION_KEY } from '../../api/query-client.ts';
import { passwordRules } from '../../parts/password-rules.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Entrance } from './entrance.tsx';
import { ExternalLogin } from './external-login.tsx';

interface Claim {
  readonly token: string;
  readonly name: string;
  readonly password: string;
}

/** Makes the first administrator, with the token that the service has printed. */
export const ClaimPage = () => {
  const { t } = useTexts();
  const queryClient = useQueryClient();
  const start = useQuery(startQuery);
  const navigate = useNavigate();
  const claim = useMutation({
    mutationFn: ({ token, ...body }: Claim) => client.claim({ body: { ...body, token: token.trim() } }),
    onSuccess: (identity) => {
      queryClient.setQueryData(SESSION_KEY, identity);
      queryClient.setQueryData(startQuery.queryKey, { claimed: true });
      void navigate('/');
    },
  });
  const required = { required: true, message: t('form.required') };
  return (
    <Entrance title={t('claim.title')}>
      <p className="soft">{t('claim.text')}</p>
      {claim.error && <ProblemView problem={claim.error} />}
      <Form<Claim> layout="vertical" requiredMark={false} onFinish={(body) => claim.mutate(body)}>
        <Form.Item name="token" label={t('claim.token')} rules={[required]}>
          <Input.Password autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="name" label={t('login.name')} rules={[required]}>
          <Input autoComplete="username" maxLength={100} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('login.password')}
          extra={t('password.rule')}
          rules={passwordRules(t)}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={claim.isPending}>
          {t('claim.submit')}
        </Button>
      </Form>
      <ExternalLogin />
      {start.data?.claimed !== false && <Link to="/">{t('claim.login')}</Link>}
    </Entrance>
  );
};
