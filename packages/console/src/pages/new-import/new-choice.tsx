import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { Link, useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { documentQuery, IMPORTS_KEY } from '../../api/import-queries.ts';
import { rocketmqClustersQuery } from '../../api/queries.ts';
import type { Cluster, MetadataDocument } from '../../api/types.ts';
import { Empty } from '../../parts/empty.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { SubmitRow } from '../../parts/submit-row.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ChoiceFields } from './choice-fields.tsx';
import { choiceOf, type TypedChoice, typedChoice } from './choice-text.ts';
import { clusterOptions } from './cluster-options.ts';
import { DocumentPanel } from './document-panel.tsx';

interface Entered extends TypedChoice {
  readonly name: string;
  readonly targetId: string;
  /** Masters of the target. */
  readonly brokers?: readonly string[];
}

interface NewChoiceProps {
  readonly documentId: string;
  /** The cluster that is chosen already. */
  readonly targetId: string | undefined;
}

/** What of a document is imported, into which cluster, and how. At its end there is a plan. */
export const NewChoice = ({ documentId, targetId }: NewChoiceProps) => {
  const { t } = useTexts();
  const document = useQuery(documentQuery(documentId));
  const clusters = useQuery(rocketmqClustersQuery);
  return (
    <QueryView query={document}>
      {(known) => (
        <>
          <DocumentPanel document={known} />
          <Panel>
            <QueryView query={clusters}>
              {(targets) =>
                targets.length === 0 ? (
                  <Empty
                    title={t('newImport.noClusters')}
                    action={<Link to="/clusters/new?kind=rocketmq">{t('clusters.add')}</Link>}
                  />
                ) : (
                  <NewForm document={known} clusters={targets} targetId={targetId} />
                )
              }
            </QueryView>
          </Panel>
        </>
      )}
    </QueryView>
  );
};

const NewForm = ({
  document,
  clusters,
  targetId,
}: {
  readonly document: MetadataDocument;
  readonly clusters: readonly Cluster[];
  readonly targetId: string | undefined;
}) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const forbidden = useForbidden('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: ({ name, targetId: target, brokers = [], ...typed }: Entered) =>
      client.createImport({
        body: {
          ...{ name, documentId: document.id, targetId: target, choice: choiceOf(typed) },
          ...(brokers.length === 0 ? {} : { brokers: [...brokers] }),
        },
      }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: IMPORTS_KEY });
      await navigate(`/imports/${id}`);
    },
  });
  return (
    <Form<Entered>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        ...typedChoice({}),
        name: document.name,
        targetId: clusters.some(({ id }) => id === targetId) ? targetId : undefined,
      }}
      // Of what is folded up, too.
      onFinish={() => create.mutate(form.getFieldsValue(true) as Entered)}
    >
      <Form.Item<Entered> name="name" label={t('imports.name')} rules={nameRules(t)}>
        <Input maxLength={100} style={{ maxWidth: 420 }} />
      </Form.Item>
      <Form.Item<Entered>
        name="targetId"
        label={t('wizard.target')}
        extra={t('newImport.targetText')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Select
          placeholder={t('wizard.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          options={clusterOptions(clusters)}
          style={{ maxWidth: 620 }}
        />
      </Form.Item>
      <Form.Item<Entered> name="brokers" label={t('newImport.brokers')} extra={t('newImport.brokersText')}>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', ';', ' ']}
          style={{ maxWidth: 620 }}
        />
      </Form.Item>
      <ChoiceFields document={document} />
      <SubmitRow
        error={create.error}
        reason={forbidden}
        loading={create.isPending}
        onSubmit={() => form.submit()}
        text={t('wizard.makePlan')}
        note={t('wizard.nothingYet')}
      />
    </Form>
  );
};
