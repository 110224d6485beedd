import { createHash } from 'node:crypto';
import { canonical, type Plain } from '@mqferry/migration';
import type { MigrationPlan } from '@mqferry/replication';

/**
 * The hash by which a plan is confirmed, over what does not change while a source is written to: neither offsets nor
 * bytes. SHA-256 in hexadecimal.
 */
export const planHash = (plan: MigrationPlan): string => {
  const { source, target, topics, leftOut, groups, heldOnBrokers, refusals, warnings } = plan;
  const told: Plain = {
    clusters: [source.clusterId, target.clusterId],
    topics: topics.map((topic) => ({
      ...{ topic: topic.topic, id: topic.sourceTopicId, action: topic.action, mode: topic.mode },
      ...{ partitions: topic.partitions.length, added: topic.addedPartitions, refusal: topic.refusal?.code },
      ...{ replicas: topic.replicationFactor.target, configs: topic.configs, gaps: topic.gaps.length },
      held: topic.held.map(({ name, during, after }) => ({ name, during, after })),
    })),
    held: heldOnBrokers.map(({ name, during, after }) => ({ name, during, after })),
    refusals: refusals.map(({ code }) => code),
    warnings: warnings.map(({ code, topic }) => ({ code, topic })),
    ...{ leftOut, groups },
  };
  return createHash('sha256').update(canonical(told)).digest('hex');
};
