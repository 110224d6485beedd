import type { TopicEntry } from '../document/metadata-document.ts';
import { shownNamespace } from '../names.ts';
import type { PlanRow } from './import-plan.ts';
import { type Planning, rowOf, targetNameOf } from './planning.ts';
import { wantedTopic } from './topic-rows.ts';

/** The order configuration of a topic for the brokers of the target: `broker-a:8;broker-b:8`, as updateTopic -o does. */
export const orderConfigRow = (topic: TopicEntry, planning: Planning): PlanRow => {
  const target = targetNameOf(topic.name, planning.choice);
  const value = planning.target.brokers
    .map(({ broker }) => `${broker.name}:${wantedTopic(broker, topic, planning).writeQueueNums}`)
    .join(';');
  return rowOf(
    { kind: 'order-config', name: topic.name, target, namespace: shownNamespace(target) },
    () => ({ value }),
    planning,
  );
};
