import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { Link } from 'react-router';
import { client } from '../../api/client.ts';
import { rocketmqClustersQuery } from '../../api/queries.ts';
import type { Cluster, MetadataDocument } from '../../api/types.ts';
import { absoluteText } from '../../format/moments.ts';
import { Empty } from '../../parts/empty.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { SubmitRow } from '../../parts/submit-row.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { clusterOptions } from './cluster-options.ts';

interface Entered {
  readonly sourceId: string;
  readonly name: string;
  readonly secrets: boolean;
}

interface FromClusterProps {
  /** The cluster that is chosen already. */
  readonly sourceId: string | undefined;
  readonly onDocument: (document: MetadataDocument) => Promise<void>;
}

/** Takes metadata from a cluster that the service knows. */
export const FromCluster = (props: FromClusterProps) => {
  const { t } = useTexts();
  const clusters = useQuery(rocketmqClustersQuery);
  return (
    <Panel>
      <QueryView query={clusters}>
        {(known) =>
          known.length === 0 ? (
            <Empty
              title={t('newImport.noClusters')}
              action={<Link to="/clusters/new?kind=rocketmq">{t('clusters.add')}</Link>}
            />
          ) : (
            <TakeForm clusters={known} {...props} />
          )
        }
      </QueryView>
    </Panel>
  );
};

const TakeForm = ({
  clusters,
  sourceId,
  onDocument,
}: FromClusterProps & { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const forbidden = useForbidden('operator');
  const take = useMutation({
    mutationFn: ({ sourceId: id, name, secrets }: Entered) =>
      client.takeMetadata({ params: { id }, body: { name, secrets } }),
    onSuccess: onDocument,
  });
  const nameFor = (id: string | undefined): string | undefined => {
    const cluster = clusters.find((each) => each.id === id);
    return cluster && `${cluster.name.slice(0, 80)} ${absoluteText(Date.now()).slice(0, 16)}`;
  };
  const known = clusters.some(({ id }) => id === sourceId) ? sourceId : undefined;
  return (
    <Form<Entered>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ secrets: false, sourceId: known, name: nameFor(known) }}
      onValuesChange={({ sourceId: id }: Partial<Entered>) => {
        if (id !== undefined) form.setFieldsValue({ name: nameFor(id) ?? '' });
      }}
      onFinish={(entered) => take.mutate(entered)}
    >
      <Form.Item
        name="sourceId"
        label={t('newImport.source')}
        extra={t('newImport.sourceText')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Select
          placeholder={t('wizard.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          options={clusterOptions(clusters)}
          style={{ maxWidth: 620 }}
        />
      </Form.Item>
      <Form.Item name="name" label={t('document.name')} extra={t('document.nameText')} rules={nameRules(t)}>
        <Input maxLength={100} style={{ maxWidth: 420 }} />
      </Form.Item>
      <Form.Item name="secrets" valuePropName="checked" extra={t('newImport.secretsText')}>
        <Checkbox>{t('newImport.secrets')}</Checkbox>
      </Form.Item>
      <SubmitRow
        error={take.error}
        reason={forbidden}
        loading={take.isPending}
        onSubmit={() => form.submit()}
        text={t('wizard.next')}
        note={take.isPending ? t('newImport.taking') : undefined}
      />
    </Form>
  );
};
