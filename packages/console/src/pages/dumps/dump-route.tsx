import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '../../api/queries.ts';
import type { Dump } from '../../api/types.ts';
import { UNKNOWN } from '../../format/numbers.ts';

/** One topic of one cluster, by its name. */
export const TopicPlace = ({ clusterId, topic }: { readonly clusterId: string; readonly topic: string }) => {
  const { data } = useQuery(clustersQuery);
  const name = data?.find(({ id }) => id === clusterId)?.name ?? UNKNOWN;
  return (
    <span className="break">
      {name} / <code>{topic}</code>
    </span>
  );
};

/** From which topic to which. */
export const DumpRoute = ({ sourceId, sourceTopic, targetId, targetTopic }: Dump) => (
  <span>
    <TopicPlace clusterId={sourceId} topic={sourceTopic} /> →{' '}
    <TopicPlace clusterId={targetId} topic={targetTopic} />
  </span>
);
