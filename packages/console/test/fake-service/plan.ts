import type { Answer, Routes } from '@mqferry/api';
import { problemOf } from '@mqferry/api';
import { ago, MINUTE, numbersFrom } from './ids.ts';
import type { FakeMigration } from './migrations.ts';

export type Plan = Answer<Routes['planMigration']>;
type TopicPlan = Plan['topics'][number];

const HELD: TopicPlan['held'] = [
  { name: 'retention.ms', during: '-1', after: '604800000', reason: 'retention' },
  { name: 'message.timestamp.type', during: 'CreateTime', after: null, reason: 'timestamps' },
];

const planned = (topic: string, index: number, random: () => number): TopicPlan => {
  const records = BigInt(Math.floor(random() ** 3 * 480_000_000));
  const compacted = topic.endsWith('snapshots');
  return {
    topic,
    action: index % 9 === 4 ? 'continue' : 'create',
    mode: topic.startsWith('payments') ? 'mirror' : 'identity',
    refusal: null,
    mappedBecause: null,
    partitions: [6, 12, 24][index % 3]!,
    addedPartitions: 0,
    replicationFactor: { source: 3, target: index % 13 === 6 ? 2 : 3 },
    cleanupPolicy: compacted ? 'compact' : 'delete',
    transactions: topic.startsWith('payments') ? 'mirror' : 'none',
    recordsToCopy: records,
    bytesToCopy: index % 19 === 8 ? null : records * 412n,
    holes: compacted ? 18_223n : 0n,
    blanks: 0n,
    gaps: 0n,
    configs: { 'retention.ms': '604800000' },
    held: compacted
      ? [
          ...HELD,
          { name: 'min.compaction.lag.ms', during: '9223372036854775807', after: null, reason: 'compaction' },
        ]
      : HELD,
    notes:
      index % 13 === 6
        ? [{ name: 'min.insync.replicas', source: '3', target: '2', reason: 'above-target-replicas' }]
        : [],
  };
};

/** Topics of one area move together: a group reads them, and for payments a transactional producer writes them. */
const unitsOf = (topics: readonly string[]): Plan['units'] => {
  const areas = [...new Set(topics.map((topic) => topic.split('.')[0]!))];
  return areas.flatMap((area) => {
    const own = topics.filter((topic) => topic.startsWith(`${area}.`));
    const together = own.filter((topic) => !topic.endsWith('audit'));
    const alone = own.filter((topic) => topic.endsWith('audit'));
    return [
      {
        topics: together,
        bonds: [
          { kind: 'group' as const, name: `${area}-service` },
          ...(area === 'payments' ? [{ kind: 'transactional-id' as const, name: 'payments-ledger-1' }] : []),
          ...(area === 'catalog' ? [{ kind: 'streams' as const, name: 'catalog-search' }] : []),
        ],
      },
      ...alone.map((topic) => ({ topics: [topic], bonds: [] })),
    ];
  });
};

/** The plan of a migration; one with refusals where the migration has them. */
export const planFor = ({ topics, refusals }: FakeMigration): Plan => {
  const random = numbersFrom(11);
  const names = topics.map(({ topic }) => topic);
  return {
    hash: '9f2c4b7d1e6a5f3c8b0d2e4f6a8c1b3d5e7f9a0b2c4d6e8f1a3b5c7d9e0f2a4b',
    madeAt: ago(MINUTE),
    source: { clusterId: 'lkc-7Qx2TzW0Qj', brokers: 5, usableBytes: null },
    target: { clusterId: 'vR4n1mWqT5yH3kPz', brokers: 3, usableBytes: 18_442_112_331_776n },
    topics: names.map((topic, index) => {
      const plan = planned(topic, index, random);
      const [refusal] = refusals;
      return refusal && index === 0 ? { ...plan, mode: 'refused', refusal: problemOf(refusal) } : plan;
    }),
    leftOut: ['__consumer_offsets', '__transaction_state'],
    groups: ['catalog-search', 'orders-service', 'payments-service', 'shipping-service'],
    heldOnBrokers: [
      {
        name: 'transaction.partition.verification.enable',
        during: 'false',
        after: null,
        reason: 'transactions',
      },
    ],
    refusals: refusals.map(problemOf),
    warnings: [
      { code: 'replication-factor-lowered', topic: names[6] ?? 'orders', values: { source: 3, target: 2 } },
      { code: 'transactions-unverified', topic: null, values: {} },
      { code: 'way-back-without-zstd', topic: null, values: {} },
    ],
    units: unitsOf(names),
  };
};
