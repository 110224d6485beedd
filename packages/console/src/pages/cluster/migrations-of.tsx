import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { LARGEST_PAGE, migrationsQuery } from '../../api/queries.ts';
import type { Migration } from '../../api/types.ts';
import { AxisStatus } from '../../migration/sentence.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import './migrations-of.css';

/** What moves from and to a cluster. */
export const MigrationsOf = ({ clusterId }: { readonly clusterId: string }) => {
  const { t } = useTexts();
  const migrations = useQuery(migrationsQuery({ offset: 0, limit: LARGEST_PAGE }));
  return (
    <Panel title={t('clusters.migrations')} flush>
      <QueryView query={migrations}>
        {({ items }) => <Uses clusterId={clusterId} migrations={items} />}
      </QueryView>
    </Panel>
  );
};

const Uses = ({
  clusterId,
  migrations,
}: {
  readonly clusterId: string;
  readonly migrations: readonly Migration[];
}) => {
  const { t } = useTexts();
  const uses = migrations.filter(({ source, target }) => source.id === clusterId || target.id === clusterId);
  if (uses.length === 0) return <Empty title={t('clusters.noMigrations')} />;
  return (
    <ul className="cluster-migrations">
      {uses.map((migration) => {
        const { id, name, source, target } = migration;
        const isSource = source.id === clusterId;
        const other = isSource ? target : source;
        return (
          <li key={id}>
            <Link to={`/migrations/${id}`}>{name}</Link>
            <span>{t(isSource ? 'clusters.movesTo' : 'clusters.movesFrom', { name: other.name })}</span>
            <AxisStatus axis="copy" migration={migration} />
          </li>
        );
      })}
    </ul>
  );
};
