import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { MetadataDocument } from '../../api/types.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { MESSAGE_TYPES, NAMESPACE, type TypedChoice } from './choice-text.ts';
import { NameChoice } from './name-choice.tsx';
import { QueueFields } from './queue-fields.tsx';

/** What of a document is imported, and how. Fields of a form. */
export const ChoiceFields = ({ document }: { readonly document: MetadataDocument }) => {
  const { t } = useTexts();
  const form = Form.useFormInstance<TypedChoice>();
  const mode = Form.useWatch('mode', form);
  const [more, setMore] = useState(false);
  const { users } = document.counts;
  return (
    <>
      <Form.Item<TypedChoice>
        name="mode"
        label={t('choice.mode')}
        extra={t(`choice.mode.${mode ?? 'cluster'}Text`)}
      >
        <Radio.Group
          options={(['cluster', 'namespace'] as const).map((value) => ({
            value,
            label: t(`choice.mode.${value}`),
          }))}
        />
      </Form.Item>
      {mode === 'namespace' && (
        <Form.Item<TypedChoice>
          name="namespace"
          label={t('rocketmq.namespace')}
          rules={[
            { required: true, message: t('form.required') },
            { pattern: NAMESPACE, message: t('choice.namespaceWrong') },
          ]}
        >
          <Input className="mono" spellCheck={false} maxLength={100} style={{ maxWidth: 420 }} />
        </Form.Item>
      )}
      <NameChoice kind="topics" document={document} />
      <NameChoice kind="groups" document={document} />
      <QueueFields document={document} />
      {users > 0 && (
        <Form.Item<TypedChoice> name="users" valuePropName="checked" extra={t('choice.usersText')}>
          <Checkbox>{t('choice.users', { count: users })}</Checkbox>
        </Form.Item>
      )}
      <Form.Item<TypedChoice> name="existing" label={t('choice.existing')} extra={t('choice.existingText')}>
        <Radio.Group
          options={(['keep', 'overwrite'] as const).map((value) => ({
            value,
            label: t(`choice.existing.${value}`),
          }))}
        />
      </Form.Item>
      <div>
        <Button type="link" aria-expanded={more} onClick={() => setMore(!more)} style={{ paddingInline: 0 }}>
          {t('wizard.more')} {more ? '▴' : '▾'}
        </Button>
      </div>
      <div hidden={!more}>
        <Form.Item<TypedChoice>
          name="otherMessageType"
          label={t('choice.otherMessageType')}
          extra={t('choice.otherMessageTypeText')}
        >
          <Select
            allowClear
            placeholder={t('choice.noMessageType')}
            options={MESSAGE_TYPES.map((value) => ({ value, label: value }))}
            style={{ maxWidth: 420 }}
          />
        </Form.Item>
        <Form.Item<TypedChoice>
          name="specialTopics"
          valuePropName="checked"
          extra={t('choice.specialTopicsText')}
        >
          <Checkbox>{t('choice.specialTopicsToo')}</Checkbox>
        </Form.Item>
        {users > 0 && (
          <Form.Item<TypedChoice>
            name="whiteAddresses"
            label={t('choice.whiteAddresses')}
            extra={t('choice.whiteAddressesText')}
          >
            <Radio.Group
              options={(['report', 'source-ips'] as const).map((value) => ({
                value,
                label: t(`choice.whiteAddresses.${value}`),
              }))}
            />
          </Form.Item>
        )}
      </div>
    </>
  );
};
