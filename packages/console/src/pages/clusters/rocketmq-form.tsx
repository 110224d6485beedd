import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useRef } from 'react';
import { client } from '../../api/client.ts';
import { nameRules } from '../../parts/name-rules.ts';
import { ConnectionFields } from '../../rocketmq/connection/connection-fields.tsx';
import { connectionOf, type TypedCluster } from '../../rocketmq/connection/connection-text.ts';
import { RocketmqTestResult } from '../../rocketmq/connection/test-result.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { FormFoot } from './form-foot.tsx';
import { useAddCluster } from './use-add-cluster.ts';

/** Everything but how the cluster is called here, and which one it is: a test is what tells that. */
const TESTED = ['nameServers', 'accessKey', 'secretKey', 'ca', 'certificate', 'key'] as const;

/** How a new RocketMQ cluster is reached. */
export const RocketmqForm = () => {
  const { t } = useTexts();
  const [form] = Form.useForm<TypedCluster>();
  const nameServers = Form.useWatch('nameServers', form) ?? '';
  /** The cluster that the last test has told. */
  const filledIn = useRef<string>(undefined);
  const test = useMutation({
    mutationFn: (typed: TypedCluster) => {
      const clusterName = typed.clusterName?.trim() ?? '';
      return client.testRocketmqConnection({
        body: { ...connectionOf(typed), ...(clusterName === '' ? {} : { clusterName }) },
      });
    },
    onSuccess: ({ clusterName }) => {
      if (clusterName === null) return;
      filledIn.current = clusterName;
      form.setFieldsValue({ clusterName });
    },
  });
  const add = useAddCluster(({ name, clusterName, ...typed }: TypedCluster) =>
    client.addRocketmqCluster({ body: { ...connectionOf(typed), name, clusterName: clusterName.trim() } }),
  );
  const tryOut = async (): Promise<void> => {
    const fine = await form.validateFields([...TESTED]).then(
      () => true,
      () => false,
    );
    if (fine) test.mutate(form.getFieldsValue(true) as TypedCluster);
  };
  return (
    <Form<TypedCluster>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ tls: false, verifyHostname: true }}
      onValuesChange={(changed: Partial<TypedCluster>) => {
        if ('name' in changed || 'clusterName' in changed) return;
        // What was found is of another connection then, and so is the cluster that was filled in.
        if ('nameServers' in changed && form.getFieldValue('clusterName') === filledIn.current)
          form.setFieldsValue({ clusterName: '' });
        test.reset();
      }}
      onFinish={(typed) => add.mutate(typed)}
    >
      <Form.Item name="name" label={t('clusters.name')} rules={nameRules(t)}>
        <Input autoFocus maxLength={100} style={{ maxWidth: 420 }} />
      </Form.Item>
      <ConnectionFields clusters={test.data?.clusters ?? []} />
      <FormFoot
        test={test}
        add={add}
        lacking={nameServers.trim() === '' ? t('rocketmq.nameServersNeeded') : undefined}
        onTest={() => void tryOut()}
        onAdd={() => form.submit()}
      >
        {test.data && <RocketmqTestResult test={test.data} />}
      </FormFoot>
    </Form>
  );
};
