import type { MigrationPlan, TopicPlan } from '@mqferry/replication';

/** A plan for one topic; what matters to a test is given, the rest is plain. */
export const fakeTopicPlan = (topic: string, changes: Partial<TopicPlan> = {}): TopicPlan => ({
  topic,
  sourceTopicId: undefined,
  action: 'create',
  mode: 'identity',
  partitions: [{ partition: 0, sourceStart: 0n, sourceEnd: 1_000n, targetStart: 0n, targetEnd: 0n }],
  addedPartitions: 0,
  gaps: [],
  replicationFactor: { source: 3, target: 3 },
  cleanupPolicy: 'delete',
  compacted: false,
  transactions: 'none',
  holes: 0n,
  blanks: 0n,
  configs: {},
  held: [],
  notes: [],
  bytesToCopy: 1_048_576n,
  fillOffsets: 0n,
  scanned: false,
  ...changes,
});

/** A plan for a whole migration. */
export const fakePlan = (changes: Partial<MigrationPlan> = {}): MigrationPlan => ({
  selection: {},
  source: { clusterId: 'source-id', brokers: 3, usableBytes: undefined },
  target: { clusterId: 'target-id', brokers: 3, usableBytes: 1_099_511_627_776n },
  topics: [fakeTopicPlan('orders')],
  leftOut: [],
  groups: [],
  heldOnBrokers: [],
  refusals: [],
  warnings: [],
  ...changes,
});
