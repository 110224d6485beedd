import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';

/** A password that was made up here. */
export interface NewPassword {
  readonly user: string;
  readonly password: string;
}

const MOST_ROWS = 12;

/** Passwords that were made up, which nobody can see again. */
export const GeneratedPasswords = ({
  passwords,
  onKept,
}: {
  readonly passwords: readonly NewPassword[];
  readonly onKept: () => void | Promise<void>;
}) => {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const text = passwords.map(({ user, password }) => `${user}\t${password}`).join('\n');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Modal
      open
      title={t('copy.generatedTitle')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={() => void onKept()}>
          {t('copy.kept')}
        </Button>
      }
    >
      <div className="stack-tight">
        <p>{t('copy.generatedText')}</p>
        <Input.TextArea
          readOnly
          className="mono"
          aria-label={t('copy.generatedTitle')}
          rows={Math.min(passwords.length + 1, MOST_ROWS)}
          value={text}
        />
        {/* Only there where the page came over https or from this machine. */}
        {'clipboard' in navigator && (
          <div>
            <Button onClick={() => void copy()}>{t(copied ? 'action.copied' : 'action.copy')}</Button>
          </div>
        )}
      </div>
    </Modal>
  );
};
