import { Form, Input, Select } from 'antd';
import { useTexts } from '../../texts/use-texts.ts';
import { OFFSETS, type TypedDump } from './dump-text.ts';
import { FilterTrial } from './filter-trial.tsx';
import { OnErrorField } from './tuning-fields.tsx';

const STARTS = ['earliest', 'latest', 'timestamp', 'offsets'] as const;

/** Which records are copied, and where they go. Fields of a form. */
export const RecordFields = () => {
  const { t } = useTexts();
  const form = Form.useFormInstance<TypedDump>();
  const [at, filter] = [Form.useWatch('at', form), Form.useWatch('filter', form)];
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="at" label={t('newDump.start')}>
        <Select options={STARTS.map((value) => ({ value, label: t(`newDump.at.${value}`) }))} />
      </Form.Item>
      {at === 'timestamp' && (
        <Form.Item name="time" label={t('newDump.time')} rules={[required]}>
          <Input type="datetime-local" style={{ maxWidth: 260 }} />
        </Form.Item>
      )}
      {at === 'offsets' && (
        <Form.Item
          name="offsets"
          label={t('newDump.offsets')}
          extra={t('newDump.offsetsText')}
          rules={[required, { pattern: OFFSETS, message: t('newDump.offsetsWrong') }]}
        >
          <Input className="mono" spellCheck={false} />
        </Form.Item>
      )}
      <Form.Item name="filter" label={t('newDump.filter')} extra={t('newDump.filterText')}>
        <Input.TextArea
          className="mono"
          spellCheck={false}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4000}
          placeholder={'valueJson.region == "eu" && headers.origin != "test"'}
        />
      </Form.Item>
      {filter?.trim() && <OnErrorField />}
      <FilterTrial />
      <Form.Item
        name="partitioning"
        label={t('newDump.partitioning')}
        extra={t('newDump.partitioningText')}
        style={{ marginTop: 16 }}
      >
        <Select
          options={(['keep', 'key'] as const).map((value) => ({
            ...{ value, label: t(`newDump.partitioning.${value}`) },
          }))}
        />
      </Form.Item>
      <Form.Item name="until" label={t('newDump.until')}>
        <Select
          options={(['stopped', 'now'] as const).map((value) => ({
            ...{ value, label: t(`newDump.until.${value}`) },
          }))}
        />
      </Form.Item>
    </>
  );
};
