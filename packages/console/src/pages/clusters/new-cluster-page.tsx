import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { clustersQuery } from '../../api/queries.ts';
import { Page } from '../../layout/page.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ChosenFiles, type Files } from './chosen-files.tsx';
import { ConnectionResult } from './connection-result.tsx';
import { EXAMPLES, type ExampleName, missingFiles, stepsUsed } from './properties.ts';

interface Entered {
  readonly name: string;
  readonly properties: string;
}

/** Adds a cluster: how a client reaches it, tried out before it is kept. */
export const NewClusterPage = () => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const [files, setFiles] = useState<Files>({});
  const properties = Form.useWatch('properties', form) ?? '';
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayAdd = useMay('administrator');
  const test = useMutation({
    mutationFn: (body: { readonly properties: string; readonly files: Files }) =>
      client.testConnection({ body }),
  });
  const add = useMutation({
    mutationFn: (entered: Entered) => client.addCluster({ body: { ...entered, files } }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: clustersQuery.queryKey });
      await navigate(`/clusters/${id}`);
    },
  });
  const missing = missingFiles(properties, Object.keys(files));
  const lacking = properties.trim() === '' ? t('clusters.propertiesNeeded') : undefined;
  const forbidden = mayAdd ? undefined : t('role.needed', { role: t('role.administrator') });
  return (
    <Page title={t('clusters.add')} parent={{ to: '/clusters', text: t('nav.clusters') }}>
      <Panel>
        <Form<Entered>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(body) => add.mutate(body)}
        >
          <Form.Item name="name" label={t('clusters.name')} rules={nameRules(t)}>
            <Input autoFocus maxLength={100} style={{ maxWidth: 420 }} />
          </Form.Item>
          <Form.Item
            name="properties"
            label={t('clusters.properties')}
            extra={t('clusters.propertiesText')}
            rules={[{ required: true, message: t('form.required') }]}
          >
            <Input.TextArea className="mono" autoSize={{ minRows: 6, maxRows: 20 }} spellCheck={false} />
          </Form.Item>
          <div className="row" style={{ marginBottom: 16 }}>
            <span className="soft">{t('clusters.beginWith')}</span>
            {(Object.keys(EXAMPLES) as ExampleName[]).map((name) => (
              <Button
                key={name}
                size="small"
                onClick={() => {
                  form.setFieldsValue({ properties: EXAMPLES[name] });
                  test.reset();
                }}
              >
                {t(`clusters.example.${name}`)}
              </Button>
            ))}
          </div>
          <Form.Item label={t('clusters.files')} extra={t('clusters.filesText')}>
            <ChosenFiles files={files} onChange={setFiles} />
            {missing.length > 0 && (
              <p className="tone-warn">{t('clusters.filesMissing', { names: missing.join(', ') })}</p>
            )}
          </Form.Item>
          <div className="stack">
            {test.error && <ProblemView problem={test.error} />}
            {test.data && test.variables && (
              <ConnectionResult test={test.data} used={stepsUsed(test.variables.properties)} />
            )}
            {add.error && <ProblemView problem={add.error} />}
            <div className="row">
              <ReasonedButton
                reason={forbidden ?? lacking}
                loading={test.isPending}
                onClick={() => test.mutate({ properties, files })}
              >
                {t('clusters.test')}
              </ReasonedButton>
              <ReasonedButton
                type="primary"
                reason={forbidden}
                loading={add.isPending}
                onClick={() => form.submit()}
              >
                {t('clusters.save')}
              </ReasonedButton>
            </div>
          </div>
        </Form>
      </Panel>
    </Page>
  );
};
