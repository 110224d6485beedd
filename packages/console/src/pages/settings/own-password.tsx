import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { client } from '../../api/client.ts';
import { passwordRules } from '../../parts/password-rules.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';

interface Passwords {
  readonly old: string;
  readonly password: string;
}

/** Another password for who is logged in. */
export const OwnPassword = () => {
  const { t } = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useMutation({
    mutationFn: (body: Passwords) => client.changeOwnPassword({ body }),
    onSuccess: () => {
      form.resetFields();
      void message.success(t('ownPassword.done'));
    },
  });
  return (
    <div className="stack-tight">
      <p className="soft">{t('ownPassword.text')}</p>
      {change.error && <ProblemView problem={change.error} />}
      <Form<Passwords>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => change.mutate(body)}
      >
        <Form.Item
          name="old"
          label={t('ownPassword.old')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('users.newPassword')}
          extra={t('password.rule')}
          rules={passwordRules(t)}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('ownPassword.change')}
        </Button>
      </Form>
    </div>
  );
};
