import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { LARGEST_PAGE, migrationsQuery, topicsQuery } from '../../api/queries.ts';
import { UNKNOWN } from '../../format/numbers.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** So many migrations of a cluster are asked whether they move a topic. */
const ASKED = 10;

/** The migrations that move a topic of a cluster. */
export const TopicMigrations = ({
  clusterId,
  topic,
}: {
  readonly clusterId: string;
  readonly topic: string;
}) => {
  const { t } = useTexts();
  const migrations = useQuery(migrationsQuery({ offset: 0, limit: LARGEST_PAGE }));
  const ofCluster = (migrations.data?.items ?? [])
    .filter(({ source, target }) => source.id === clusterId || target.id === clusterId)
    .slice(0, ASKED);
  const topics = useQueries({
    queries: ofCluster.map(({ id }) => topicsQuery(id, { offset: 0, limit: LARGEST_PAGE, search: topic })),
  });
  const moving = ofCluster.filter((_, index) =>
    topics[index]?.data?.items.some((each) => each.topic === topic),
  );
  const isKnown = migrations.data !== undefined && topics.every(({ data }) => data !== undefined);
  if (moving.length === 0) return isKnown ? t('topic.noMigration') : UNKNOWN;
  return (
    <ul>
      {moving.map(({ id, name }) => (
        <li key={id}>
          <Link to={`/migrations/${id}/topics?search=${encodeURIComponent(topic)}`}>{name}</Link>
        </li>
      ))}
    </ul>
  );
};
