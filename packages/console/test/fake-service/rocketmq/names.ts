const AREAS = ['order', 'payment', 'stock', 'delivery', 'member', 'coupon'];
const ACTS = ['created', 'paid', 'cancelled', 'changed', 'timeout'];
const NAMESPACES = ['', 'shop', 'warehouse'];

/** Names of topics such as companies have with RocketMQ, some of them in namespaces. */
export const rocketmqTopicNames: readonly string[] = NAMESPACES.flatMap((namespace) =>
  AREAS.flatMap((area) =>
    ACTS.map((act) => `${namespace === '' ? '' : `${namespace}%`}${area}_${act}_topic`),
  ),
).sort();

/** A group for each third topic, in the namespace of the topic. */
export const rocketmqGroupNames: readonly string[] = rocketmqTopicNames
  .filter((_, index) => index % 3 === 0)
  .map((topic) => {
    const at = topic.indexOf('%') + 1;
    return `${topic.slice(0, at)}GID_${topic.slice(at).replace(/_topic$/u, '')}`;
  });

/** What stands before `%`; null: nothing does. */
export const namespaceOf = (name: string): string | null => {
  const at = name.indexOf('%');
  return at < 0 ? null : name.slice(0, at);
};
