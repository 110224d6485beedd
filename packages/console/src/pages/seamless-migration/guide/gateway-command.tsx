import { Button } from 'antd';
import { useState } from 'react';
import type { SeamlessTask } from '../../../api/types.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { gatewayCommand } from './gateway-command-text.ts';

/** How a gateway of the task is run. */
export const GatewayCommand = ({ task }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const command = gatewayCommand(task);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
  };
  return (
    <div className="stack-tight">
      <p>{t(`seamless.run.${task.mode}`)}</p>
      <div className="row">
        <code className="guide-command">{command}</code>
        {/* Only there where the page came over https or from this machine. */}
        {'clipboard' in navigator && (
          <Button onClick={() => void copy()}>{t(copied ? 'action.copied' : 'action.copy')}</Button>
        )}
      </div>
      <p className="soft">
        {t('seamless.runLogin')} <code className="break">mqferry login {location.origin}</code>
      </p>
    </div>
  );
};
