import { Link } from 'react-router';

/** Where a topic of a cluster is shown. */
export const topicPath = (clusterId: string, topic: string): string =>
  `/clusters/${clusterId}/topics/${encodeURIComponent(topic)}`;

/** Where a group of a cluster is shown. */
export const groupPath = (clusterId: string, group: string): string =>
  `/clusters/${clusterId}/groups/${encodeURIComponent(group)}`;

/** Leads to a topic of a cluster. */
export const TopicLink = ({ clusterId, topic }: { readonly clusterId: string; readonly topic: string }) => (
  <Link className="break" to={topicPath(clusterId, topic)}>
    <code>{topic}</code>
  </Link>
);

/** Leads to a group of a cluster. */
export const GroupLink = ({ clusterId, group }: { readonly clusterId: string; readonly group: string }) => (
  <Link className="break" to={groupPath(clusterId, group)}>
    <code>{group}</code>
  </Link>
);
