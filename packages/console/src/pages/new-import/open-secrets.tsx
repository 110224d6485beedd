import { Hidden } from '@mqferry/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { client } from '../../api/client.ts';
import { documentQuery } from '../../api/import-queries.ts';
import type { MetadataDocument } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';

interface Entered {
  readonly passphrase: string;
}

/** Opens the secrets of a document with the passphrase that they were sealed with. */
export const OpenSecrets = ({
  document: { id, name },
  onClose,
}: {
  readonly document: MetadataDocument;
  readonly onClose: () => void;
}) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const queryClient = useQueryClient();
  const open = useMutation({
    mutationFn: ({ passphrase }: Entered) =>
      client.openMetadataSecrets({ params: { id }, body: { passphrase: new Hidden(passphrase) } }),
    onSuccess: (opened) => {
      queryClient.setQueryData(documentQuery(id).queryKey, opened);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('document.openTitle', { name })}
      okText={t('document.open')}
      cancelText={t('action.cancel')}
      confirmLoading={open.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(entered) => open.mutate(entered)}
      >
        <Form.Item
          name="passphrase"
          label={t('document.passphrase')}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <Input.Password autoFocus autoComplete="off" maxLength={1000} />
        </Form.Item>
      </Form>
      {open.error && <ProblemView problem={open.error} />}
    </Modal>
  );
};
