import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { nameRules } from '../../parts/name-rules.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ChosenFiles, type Files } from './chosen-files.tsx';
import { ConnectionResult } from './connection-result.tsx';
import { FormFoot } from './form-foot.tsx';
import { EXAMPLES, type ExampleName, missingFiles, stepsUsed } from './properties.ts';
import { useAddCluster } from './use-add-cluster.ts';

interface Entered {
  readonly name: string;
  readonly properties: string;
}

/** How a new Kafka cluster is reached: what a Java client's properties say. */
export const KafkaForm = () => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const [files, setFiles] = useState<Files>({});
  const properties = Form.useWatch('properties', form) ?? '';
  const test = useMutation({
    mutationFn: (body: { readonly properties: string; readonly files: Files }) =>
      client.testConnection({ body }),
  });
  const add = useAddCluster((entered: Entered) => client.addCluster({ body: { ...entered, files } }));
  const missing = missingFiles(properties, Object.keys(files));
  return (
    <Form<Entered> form={form} layout="vertical" requiredMark={false} onFinish={(body) => add.mutate(body)}>
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
      <FormFoot
        test={test}
        add={add}
        lacking={properties.trim() === '' ? t('clusters.propertiesNeeded') : undefined}
        onTest={() => test.mutate({ properties, files })}
        onAdd={() => form.submit()}
      >
        {test.data && test.variables && (
          <ConnectionResult test={test.data} used={stepsUsed(test.variables.properties)} />
        )}
      </FormFoot>
    </Form>
  );
};
