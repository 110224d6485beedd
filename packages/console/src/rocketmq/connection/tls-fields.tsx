import { Checkbox, Form, Input } from 'antd';
import { FileButton } from '../../parts/file-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import type { TypedConnection } from './connection-text.ts';

const PEMS = ['ca', 'certificate', 'key'] as const;

/** Whether and how connections are encrypted. Fields of a form. */
export const TlsFields = ({ hasKey }: { readonly hasKey: boolean }) => {
  const { t } = useTexts();
  const form = Form.useFormInstance<TypedConnection>();
  const isOn = Form.useWatch('tls', form) ?? false;
  const certificate = Form.useWatch('certificate', form)?.trim() ?? '';
  return (
    <>
      <Form.Item name="tls" valuePropName="checked">
        <Checkbox>{t('rocketmq.tls')}</Checkbox>
      </Form.Item>
      {isOn && (
        <>
          {PEMS.map((name) => (
            <Form.Item
              key={name}
              name={name}
              label={t(`rocketmq.${name}`)}
              extra={t(`rocketmq.${name}Text`)}
              dependencies={name === 'key' ? ['certificate'] : []}
              rules={
                name === 'key' && certificate !== '' && !hasKey
                  ? [{ required: true, whitespace: true, message: t('rocketmq.keyNeeded') }]
                  : []
              }
            >
              <PemField {...(name === 'key' && hasKey ? { placeholder: t('rocketmq.kept') } : {})} />
            </Form.Item>
          ))}
          <Form.Item name="verifyHostname" valuePropName="checked">
            <Checkbox>{t('rocketmq.verifyHostname')}</Checkbox>
          </Form.Item>
        </>
      )}
    </>
  );
};

interface PemFieldProps {
  /** Given by the form. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly placeholder?: string;
}

/** A text in PEM, typed or from a file. */
const PemField = ({ id, value, onChange, placeholder = '-----BEGIN …' }: PemFieldProps) => {
  const { t } = useTexts();
  return (
    <div className="stack-tight">
      <Input.TextArea
        {...(id === undefined ? {} : { id })}
        className="mono"
        autoSize={{ minRows: 2, maxRows: 8 }}
        autoComplete="off"
        spellCheck={false}
        maxLength={200_000}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={({ target }) => onChange?.(target.value)}
      />
      <div>
        <FileButton
          size="small"
          label={t('action.chooseFile')}
          accept=".pem,.crt,.cer,.key"
          onChosen={([file]) => void file?.text().then((text) => onChange?.(text))}
        />
      </div>
    </div>
  );
};
