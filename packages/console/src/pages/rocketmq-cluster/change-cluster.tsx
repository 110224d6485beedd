import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { client } from '../../api/client.ts';
import { inventoryKey } from '../../api/inventory-queries.ts';
import { clusterQuery, clustersQuery } from '../../api/queries.ts';
import { rocketmqConnectionQuery } from '../../api/rocketmq-queries.ts';
import type { Cluster, RocketmqConnection } from '../../api/types.ts';
import { nameRules } from '../../parts/name-rules.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ConnectionFields } from '../../rocketmq/connection/connection-fields.tsx';
import { changesOf, type TypedCluster, typedOf } from '../../rocketmq/connection/connection-text.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** Another name for a RocketMQ cluster, or another way to reach it; secrets that are left empty stay. */
export const ChangeRocketmqCluster = ({
  cluster,
  onClose,
}: {
  readonly cluster: Cluster;
  readonly onClose: () => void;
}) => {
  const { id, name } = cluster;
  const { t } = useTexts();
  const [form] = Form.useForm<TypedCluster>();
  const queryClient = useQueryClient();
  const stored = useQuery(rocketmqConnectionQuery(id));
  const save = useMutation({
    mutationFn: ({
      typed,
      connection,
    }: {
      readonly typed: TypedCluster;
      readonly connection: RocketmqConnection;
    }) => client.changeRocketmqCluster({ params: { id }, body: changesOf(typed, { name, connection }) }),
    onSuccess: async (changed) => {
      onClose();
      queryClient.setQueryData(clusterQuery(id).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: clustersQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: inventoryKey(id) });
    },
  });
  return (
    <Modal
      open
      title={t('clusters.changeTitle', { name })}
      width={720}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: stored.data === undefined }}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <QueryView query={stored}>
        {(connection) => (
          <Form<TypedCluster>
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{ name, ...typedOf(connection) }}
            onFinish={(typed) => save.mutate({ typed, connection })}
          >
            <Form.Item name="name" label={t('clusters.name')} rules={nameRules(t)}>
              <Input maxLength={100} />
            </Form.Item>
            <ConnectionFields
              clusters={[]}
              kept={{ accessKey: connection.accessKey, hasKey: connection.tls?.hasKey ?? false }}
            />
          </Form>
        )}
      </QueryView>
      {save.error && <ProblemView problem={save.error} />}
    </Modal>
  );
};
