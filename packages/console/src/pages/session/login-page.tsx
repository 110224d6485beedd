import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { Navigate } from 'react-router';
import { client } from '../../api/client.ts';
import { startQuery } from '../../api/queries.ts';
import { SESSION_KEY } from '../../api/query-client.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Entrance } from './entrance.tsx';
import { ExternalLogin } from './external-login.tsx';

interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** The login. It stands where the page is that somebody asked for, who comes there with it. */
export const LoginPage = () => {
  const { t } = useTexts();
  const queryClient = useQueryClient();
  const start = useQuery(startQuery);
  const login = useMutation({
    mutationFn: (body: Credentials) => client.login({ body }),
    onSuccess: (identity) => queryClient.setQueryData(SESSION_KEY, identity),
  });
  if (start.data?.claimed === false) return <Navigate to="/claim" replace />;
  return (
    <Entrance title={t('login.title')}>
      {login.error && <ProblemView problem={login.error} />}
      <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(body) => login.mutate(body)}>
        <Form.Item
          name="name"
          label={t('login.name')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Input autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('login.password')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={login.isPending}>
          {t('login.submit')}
        </Button>
      </Form>
      <ExternalLogin />
    </Entrance>
  );
};
