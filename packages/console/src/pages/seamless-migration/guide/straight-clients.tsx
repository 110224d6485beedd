import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { seamlessClientsQuery } from '../../../api/seamless-queries.ts';
import type { SeamlessTask } from '../../../api/types.ts';
import { StraightNames } from '../../../seamless/straight-names.tsx';
import { useTexts } from '../../../texts/use-texts.ts';

const NAMED = 12;

/** The first of those who go straight to a cluster, and where all of them are listed. */
export const StraightClients = ({ task: { id, clients } }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const { data } = useQuery(seamlessClientsQuery(id, { through: 'straight', offset: 0, limit: NAMED }));
  return (
    <div className="stack-tight">
      <StraightNames straight={data?.items ?? []} shown={NAMED} />
      <Link to={`/rocketmq/migrations/${id}/clients?through=straight&step=endpoints`}>
        {t('seamless.showStraight', { count: clients.straight })}
      </Link>
    </div>
  );
};
