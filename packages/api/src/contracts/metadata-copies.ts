import { z } from 'zod';
import { hidden, id, pattern } from '../scalars.ts';

const clusters = { sourceId: id, targetId: id } as const;
const topicName = z.string().min(1).max(249);
const partitions = z.int().min(1).max(100_000).optional();
const replicationFactor = z.int().min(1).max(1_000).optional();

/** Changes that copy what is not records from one cluster to another; what they apply to becomes a task. */
export const metadataCopies = [
  /** Topics without their records. */
  z.strictObject({
    operation: z.literal('copyTopics'),
    ...clusters,
    /** All but those of the brokers themselves when neither these nor `matching` are given. */
    topics: z.array(topicName).min(1).max(10_000).optional(),
    /** In place of `topics`: those whose whole name matches. */
    matching: pattern.optional(),
    /**
     * `host:port,host:port/path`: topics and their configs are read from the source's ZooKeeper, and none of its brokers is
     * asked. Takes an administrator, for the service connects there.
     */
    zookeeper: z.string().min(1).max(1_000).optional(),
    /** Of all of them; that of the source, as far as the target has brokers for it, when absent. */
    replicationFactor,
    /** Topics that get other numbers than the source has. */
    changes: z.record(topicName, z.strictObject({ partitions, replicationFactor })).optional(),
  }),
  z.strictObject({
    operation: z.literal('copyAcls'),
    ...clusters,
    /** Such as `User:alice`; all when absent. */
    principals: z.array(z.string().min(1).max(1_000)).min(1).max(10_000).optional(),
    /** As comparisons name them; all when absent. */
    names: z.array(z.string().min(1).max(4_000)).min(1).max(10_000).optional(),
  }),
  /**
   * SCRAM users, with the mechanisms and iterations of the source. Brokers do not give out what they keep of passwords,
   * so each user needs a new one.
   */
  z.strictObject({
    operation: z.literal('copyUsers'),
    ...clusters,
    users: z
      .array(z.strictObject({ user: z.string().min(1).max(1_000), password: hidden.optional() }))
      .min(1)
      .max(1_000),
  }),
  z.strictObject({
    operation: z.literal('copyQuotas'),
    ...clusters,
    /** As comparisons name them; all when absent. */
    names: z.array(z.string().min(1).max(1_000)).min(1).max(10_000).optional(),
  }),
] as const;
