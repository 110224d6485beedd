import { AutoComplete, Form, Input } from 'antd';
import { useTexts } from '../../texts/use-texts.ts';
import { type TypedConnection, wrongAddress } from './connection-text.ts';
import { TlsFields } from './tls-fields.tsx';
import '../../pages/new-migration/cluster-fields.css';

export interface ConnectionFieldsProps {
  /** What the service keeps already; what is left empty of it stays. */
  readonly kept?: { readonly accessKey: string | null; readonly hasKey: boolean };
  /** The clusters that the name servers were found to know. */
  readonly clusters: readonly string[];
}

/** How a RocketMQ cluster is reached. Fields of a form. */
export const ConnectionFields = ({ kept, clusters }: ConnectionFieldsProps) => {
  const { t } = useTexts();
  const form = Form.useFormInstance<TypedConnection>();
  const accessKey = Form.useWatch('accessKey', form)?.trim() ?? '';
  const isKept = accessKey !== '' && accessKey === kept?.accessKey;
  return (
    <>
      <Form.Item
        name="nameServers"
        label={t('rocketmq.nameServers')}
        extra={t('rocketmq.nameServersText')}
        rules={[
          { required: true, whitespace: true, message: t('form.required') },
          {
            validator: async (_, text: string | undefined) => {
              const address = wrongAddress(text ?? '');
              if (address !== undefined) throw new Error(t('rocketmq.addressWrong', { address }));
            },
          },
        ]}
      >
        <Input.TextArea
          className="mono"
          autoSize={{ minRows: 1, maxRows: 6 }}
          spellCheck={false}
          maxLength={4000}
          placeholder="10.0.0.1:9876;10.0.0.2:9876"
        />
      </Form.Item>
      <div className="cluster-fields">
        <Form.Item name="accessKey" label={t('rocketmq.accessKey')} extra={t('rocketmq.accessKeyText')}>
          <Input className="mono" autoComplete="off" spellCheck={false} maxLength={200} />
        </Form.Item>
        <Form.Item
          name="secretKey"
          label={t('rocketmq.secretKey')}
          dependencies={['accessKey']}
          rules={[
            {
              required: accessKey !== '' && !isKept,
              whitespace: true,
              message: t('rocketmq.secretKeyNeeded'),
            },
          ]}
        >
          <Input.Password
            autoComplete="new-password"
            maxLength={1000}
            placeholder={isKept ? t('rocketmq.kept') : ''}
          />
        </Form.Item>
      </div>
      <TlsFields hasKey={kept?.hasKey ?? false} />
      <Form.Item
        name="clusterName"
        label={t('rocketmq.clusterName')}
        extra={t('rocketmq.clusterNameText')}
        rules={[{ required: true, whitespace: true, message: t('rocketmq.clusterNameNeeded') }]}
      >
        <AutoComplete options={clusters.map((value) => ({ value }))} style={{ maxWidth: 420 }} />
      </Form.Item>
    </>
  );
};
