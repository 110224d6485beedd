import { Form, Input, Select } from 'antd';
import type { Cluster } from '../../api/types.ts';
import { nameRules } from '../../parts/name-rules.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './cluster-fields.css';

const SIDES = ['source', 'target'] as const;

/** The name of a migration, and from which cluster to which it moves. Fields of a form. */
export const ClusterFields = ({ clusters }: { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  return (
    <>
      <Form.Item name="name" label={t('migrations.name')} extra={t('wizard.nameText')} rules={nameRules(t)}>
        <Input autoFocus maxLength={100} style={{ maxWidth: 420 }} />
      </Form.Item>
      <div className="cluster-fields">
        {SIDES.map((side) => (
          <Form.Item
            key={side}
            name={`${side}Id`}
            label={t(`wizard.${side}`)}
            extra={t(`wizard.${side}Text`)}
            dependencies={side === 'target' ? ['sourceId'] : []}
            rules={[
              { required: true, message: t('form.required') },
              ({ getFieldValue }) => ({
                validator: async (_, value: string | undefined) => {
                  if (side === 'target' && value !== undefined && value === getFieldValue('sourceId')) {
                    throw new Error(t('wizard.sameCluster'));
                  }
                },
              }),
            ]}
          >
            <Select
              placeholder={t('wizard.choose')}
              showSearch={{ optionFilterProp: 'label' }}
              options={clusters.map(({ id, name, bootstrap }) => ({
                value: id,
                label: `${name} (${bootstrap})`,
              }))}
            />
          </Form.Item>
        ))}
      </div>
    </>
  );
};
