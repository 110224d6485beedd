import { Checkbox, Form, Input, Select } from 'antd';
import type { Cluster } from '../../api/types.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { OPTIONAL_NUMBER, TOPIC_NAME, type TypedDump, WHOLE_NUMBER } from './dump-text.ts';
import '../new-migration/cluster-fields.css';

const SIDES = ['source', 'target'] as const;

/** From which topic to which, and how the second is made where it is missing. Fields of a form. */
export const PlaceFields = ({ clusters }: { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  const create = Form.useWatch('create', Form.useFormInstance<TypedDump>());
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <div className="cluster-fields">
        {SIDES.map((side) => (
          <div key={side}>
            <Form.Item
              name={`${side}Id`}
              label={`${t(`newDump.${side}`)} · ${t('newDump.cluster')}`}
              rules={[required]}
            >
              <Select
                placeholder={t('wizard.choose')}
                showSearch={{ optionFilterProp: 'label' }}
                options={clusters.map(({ id, name, bootstrap }) => ({
                  ...{ value: id, label: `${name} (${bootstrap})` },
                }))}
              />
            </Form.Item>
            <Form.Item
              name={`${side}Topic`}
              label={`${t(`newDump.${side}`)} · ${t('newDump.topic')}`}
              rules={[required, { pattern: TOPIC_NAME, message: t('newDump.topicWrong') }]}
            >
              <Input className="mono" spellCheck={false} maxLength={249} />
            </Form.Item>
          </div>
        ))}
      </div>
      <Form.Item name="create" valuePropName="checked">
        <Checkbox>{t('newDump.create')}</Checkbox>
      </Form.Item>
      {create && (
        <div className="cluster-fields">
          <Form.Item
            name="partitions"
            label={t('newDump.partitions')}
            rules={[required, { pattern: WHOLE_NUMBER, message: t('newDump.number') }]}
          >
            <Input inputMode="numeric" />
          </Form.Item>
          <Form.Item
            name="replicas"
            label={t('newDump.replicas')}
            rules={[{ pattern: OPTIONAL_NUMBER, message: t('newDump.number') }]}
          >
            <Input inputMode="numeric" />
          </Form.Item>
        </div>
      )}
    </>
  );
};
