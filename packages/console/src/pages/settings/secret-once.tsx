import type { Answer, Routes } from '@mqferry/api';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';

/** The secret of a new token, which nobody can see again. */
export const SecretOnce = ({
  made: { token, secret },
  onClose,
}: {
  readonly made: Answer<Routes['createToken']>;
  readonly onClose: () => void;
}) => {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <Modal
      open
      title={t('tokens.madeTitle', { name: token.name })}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('tokens.kept')}
        </Button>
      }
    >
      <div className="stack-tight">
        <p>{t('tokens.once')}</p>
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <Input readOnly className="mono" aria-label={t('tokens.secret')} value={secret} />
          {/* Only there where the page came over https or from this machine. */}
          {'clipboard' in navigator && (
            <Button onClick={() => void copy()}>{t(copied ? 'action.copied' : 'action.copy')}</Button>
          )}
        </div>
        <p className="soft">
          <code className="break">Authorization: Bearer …</code>
        </p>
      </div>
    </Modal>
  );
};
