import { Form, Input, Select } from 'antd';
import { useTexts } from '../../texts/use-texts.ts';

/** What is yes, no, or not known. Fields of a form. */
export const FlagField = ({ name }: { readonly name: 'fromOwnDataCentre' | 'transactions' }) => {
  const { t } = useTexts();
  return (
    <Form.Item name={['answers', name]} label={t(`assess.field.${name}`)}>
      <Select
        allowClear
        placeholder={t('assess.unknown')}
        options={[
          { value: true, label: t('assess.yes') },
          { value: false, label: t('assess.no') },
        ]}
      />
    </Form.Item>
  );
};

/** Of what kind the source's disks are. A field of a form. */
export const DiskField = () => {
  const { t } = useTexts();
  return (
    <Form.Item name={['answers', 'diskType']} label={t('assess.field.diskType')}>
      <Select
        allowClear
        placeholder={t('assess.unknown')}
        options={(['ssd', 'hdd'] as const).map((value) => ({
          value,
          label: t(`assess.field.diskType.${value}`),
        }))}
      />
    </Form.Item>
  );
};

/** What the traffic that is typed is of. A field of a form. */
export const TrafficField = () => {
  const { t } = useTexts();
  return (
    <Form.Item name={['answers', 'trafficIs']} label={t('assess.field.trafficIs')}>
      <Select
        options={(['produced', 'total'] as const).map((value) => ({
          value,
          label: t(`assess.field.trafficIs.${value}`),
        }))}
      />
    </Form.Item>
  );
};

/** The source's version. A field of a form. */
export const VersionField = () => {
  const { t } = useTexts();
  return (
    <Form.Item
      name={['answers', 'serverVersion']}
      label={t('assess.field.serverVersion')}
      rules={[{ pattern: /^\d{1,2}\.\d{1,2}(?:\.\d{1,3}){0,2}$/u, message: t('assess.versionWrong') }]}
    >
      <Input placeholder="3.9" maxLength={12} />
    </Form.Item>
  );
};
