import { Form, Input, Modal } from 'antd';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';

interface Entered {
  readonly passphrase: string;
  readonly again: string;
}

/** Asks twice for a passphrase that secrets are sealed with, for nobody can open them without it. */
export const PassphraseDialog = ({
  isPending,
  error,
  onPassphrase,
  onClose,
}: {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onPassphrase: (passphrase: string) => void;
  readonly onClose: () => void;
}) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  return (
    <Modal
      open
      title={t('export.withSecrets')}
      okText={t('export.downloadSealed')}
      cancelText={t('action.cancel')}
      confirmLoading={isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 16 }}>{t('export.passphraseText')}</p>
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ passphrase }) => onPassphrase(passphrase)}
      >
        <Form.Item
          name="passphrase"
          label={t('export.passphrase')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input.Password autoFocus autoComplete="new-password" maxLength={1000} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('export.again')}
          dependencies={['passphrase']}
          rules={[
            { required: true, message: t('form.required') },
            ({ getFieldValue }) => ({
              validator: async (_, again: string | undefined) => {
                if (again && again !== getFieldValue('passphrase')) throw new Error(t('export.notEqual'));
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={1000} />
        </Form.Item>
      </Form>
      {error ? <ProblemView problem={error} /> : null}
    </Modal>
  );
};
