import { Checkbox, Form, InputNumber } from 'antd';
import type { MetadataDocument } from '../../api/types.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { TypedChoice } from './choice-text.ts';

const MOST_QUEUES = 10_000;

/** How many queues topics get. Fields of a form. */
export const QueueFields = ({ document }: { readonly document: MetadataDocument }) => {
  const { t } = useTexts();
  const form = Form.useFormInstance<TypedChoice>();
  const isAdjusted = Form.useWatch('adjustQueues', form) ?? false;
  return (
    <>
      {document.hasSummedQueues && (
        <Form.Item<TypedChoice>
          name="sourceMasters"
          label={t('choice.sourceMasters')}
          extra={t('choice.sourceMastersText')}
        >
          <InputNumber min={1} max={1000} precision={0} />
        </Form.Item>
      )}
      <Form.Item<TypedChoice>
        name="adjustQueues"
        valuePropName="checked"
        extra={t('choice.adjustQueuesText')}
      >
        <Checkbox>{t('choice.adjustQueues')}</Checkbox>
      </Form.Item>
      {isAdjusted && (
        <div className="row queue-range">
          {(['min', 'max'] as const).map((name) => (
            <Form.Item<TypedChoice>
              key={name}
              name={name}
              label={t(`choice.queues.${name}`)}
              dependencies={name === 'max' ? ['min'] : []}
              rules={[
                { required: true, message: t('form.required') },
                ...(name === 'max'
                  ? [
                      {
                        validator: async (_: unknown, max: number | null) => {
                          if (max !== null && max < (form.getFieldValue('min') as number))
                            throw new Error(t('choice.queuesWrong'));
                        },
                      },
                    ]
                  : []),
              ]}
            >
              <InputNumber min={1} max={MOST_QUEUES} precision={0} />
            </Form.Item>
          ))}
        </div>
      )}
    </>
  );
};
