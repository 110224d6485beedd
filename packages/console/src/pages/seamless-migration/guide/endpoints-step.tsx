import { Link } from 'react-router';
import type { SeamlessTask } from '../../../api/types.ts';
import { grouped } from '../../../format/numbers.ts';
import { Status } from '../../../parts/status.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { GatewayCommand } from './gateway-command.tsx';
import { GatewaysTable } from './gateways-table.tsx';
import { StraightClients } from './straight-clients.tsx';

/** The gateways of a task, how one is run, and who does not go through them yet. */
export const EndpointsStep = ({ task }: { readonly task: SeamlessTask }) => {
  const { t, language } = useTexts();
  const { id, clients, groups } = task;
  return (
    <>
      {task.intent !== 'completed' && <GatewayCommand task={task} />}
      <GatewaysTable task={task} />
      <div className="row">
        <Status tone={clients.straight > 0 ? 'warn' : 'good'}>
          {t('seamless.straightCount', { count: clients.straight })}
        </Status>
        <span className="soft">{t('seamless.atGateways', { n: grouped(clients.atGateways, language) })}</span>
        {groups.notMoved > 0 && (
          <Link to={`/rocketmq/migrations/${id}/groups?notMoved=true&step=endpoints`}>
            {t('seamless.showNotMoved', { count: groups.notMoved })}
          </Link>
        )}
      </div>
      {clients.straight > 0 && <StraightClients task={task} />}
    </>
  );
};
