import { Checkbox, Form, Input, Select } from 'antd';
import { useTexts } from '../../texts/use-texts.ts';
import { LIMIT, OPTIONAL_NUMBER, WHOLE_NUMBER } from './dump-text.ts';

/** What happens to records for which the filter cannot be evaluated. A field of a form. */
export const OnErrorField = () => {
  const { t } = useTexts();
  return (
    <Form.Item name="onError" label={t('newDump.onError')}>
      <Select
        options={(['stop', 'skip'] as const).map((value) => ({
          ...{ value, label: t(`newDump.onError.${value}`) },
        }))}
      />
    </Form.Item>
  );
};

/** What may be changed of a dump task at any time. Fields of a form. */
export const TuningFields = () => {
  const { t } = useTexts();
  const rules = (pattern: RegExp) => [{ pattern, message: t('newDump.number') }];
  return (
    <>
      <Form.Item name="batch" label={t('newDump.batch')} rules={rules(WHOLE_NUMBER)}>
        <Input inputMode="numeric" style={{ maxWidth: 200 }} />
      </Form.Item>
      <Form.Item name="rate" label={t('newDump.rate')} rules={rules(LIMIT)}>
        <Input inputMode="decimal" suffix="MiB/s" style={{ maxWidth: 200 }} />
      </Form.Item>
      <Form.Item name="attempts" label={t('newDump.attempts')} rules={rules(OPTIONAL_NUMBER)}>
        <Input inputMode="numeric" style={{ maxWidth: 200 }} />
      </Form.Item>
      <Form.Item name="acceptGaps" valuePropName="checked">
        <Checkbox>{t('newDump.acceptGaps')}</Checkbox>
      </Form.Item>
    </>
  );
};
