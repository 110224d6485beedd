import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { rocketmqClustersQuery } from '../../../api/queries.ts';
import type { SeamlessTask } from '../../../api/types.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { gatewayCommand } from './gateway-command-text.ts';

/** How a gateway of the task is run. */
export const GatewayCommand = ({ task }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const { data: clusters } = useQuery(rocketmqClustersQuery);
  const [copied, setCopied] = useState(false);
  const nameServersOf = ({ id }: SeamlessTask['source']) =>
    clusters?.find((cluster) => cluster.id === id)?.bootstrap;
  const command = gatewayCommand(task, {
    ...{ service: location.origin, source: nameServersOf(task.source), target: nameServersOf(task.target) },
  });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
  };
  return (
    <div className="stack-tight">
      <p>{t(task.mode === 'proxy' ? 'seamless.run.proxy' : 'seamless.run.route')}</p>
      <div className="row">
        <pre className="guide-command">
          <code>{command}</code>
        </pre>
        {/* Only there where the page came over https or from this machine. */}
        {'clipboard' in navigator && (
          <Button onClick={() => void copy()}>{t(copied ? 'action.copied' : 'action.copy')}</Button>
        )}
      </div>
      <p className="soft">
        {t('seamless.runToken')} <Link to="/settings">{t('nav.settings')}</Link>
      </p>
    </div>
  );
};
