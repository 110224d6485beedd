import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { clusterQuery, clustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { nameRules } from '../../parts/name-rules.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ChosenFiles, type Files } from '../clusters/chosen-files.tsx';

interface Entered {
  readonly name: string;
  readonly properties?: string;
}

/** Another name for a cluster, or other ways to reach it; what is left empty stays. */
export const ChangeCluster = ({
  cluster: { id, name },
  onClose,
}: {
  readonly cluster: Cluster;
  readonly onClose: () => void;
}) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const [files, setFiles] = useState<Files>({});
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (entered: Entered) => {
      const properties = entered.properties?.trim() ? { properties: entered.properties } : {};
      const chosen = Object.keys(files).length === 0 ? {} : { files };
      return client.changeCluster({ params: { id }, body: { name: entered.name, ...properties, ...chosen } });
    },
    onSuccess: async (changed) => {
      onClose();
      queryClient.setQueryData(clusterQuery(id).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: clustersQuery.queryKey });
    },
  });
  return (
    <Modal
      open
      title={t('clusters.changeTitle', { name })}
      width={640}
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
        initialValues={{ name }}
        onFinish={(entered) => save.mutate(entered)}
      >
        <Form.Item name="name" label={t('clusters.name')} rules={nameRules(t)}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="properties" label={t('clusters.properties')} extra={t('clusters.changeText')}>
          <Input.TextArea className="mono" autoSize={{ minRows: 4, maxRows: 16 }} spellCheck={false} />
        </Form.Item>
        <Form.Item label={t('clusters.files')} extra={t('clusters.changeFiles')}>
          <ChosenFiles files={files} onChange={setFiles} />
        </Form.Item>
      </Form>
      {save.error && <ProblemView problem={save.error} />}
    </Modal>
  );
};
