import type { GroupSummary, TopicSummary } from '@mqferry/replication';
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { groupLines, topicLines } from '../../src/render/inventory.ts';
import { textsOf } from '../../src/texts/texts.ts';

const plain = picocolors.createColors(false);

const topics: TopicSummary[] = [
  {
    topic: 'orders',
    internal: false,
    partitions: [
      { partition: 0, leader: 1, replicas: 3, inSync: 3, start: 5n, end: 10_005n, bytes: 12_345_678n },
      { partition: 1, leader: 2, replicas: 3, inSync: 2, start: 0n, end: 2_000n, bytes: undefined },
    ],
  },
  {
    topic: '审计',
    internal: false,
    partitions: [
      {
        partition: 0,
        leader: undefined,
        replicas: 1,
        inSync: 0,
        start: undefined,
        end: undefined,
        bytes: undefined,
      },
    ],
  },
];

test('topics, one line each; what is unknown is not zero', () => {
  expect(topicLines(topics, false, textsOf('en'), plain).join('\n')).toBe(`\
TOPIC   PARTITIONS  REPLICAS  OFFSETS        SIZE
orders           2         3   12,000  ≥ 11.8 MiB
审计             1         1        –           –

Topics 2, partitions 3, offsets –, size ≥ 11.8 MiB (one replica).
Partitions without a leader: 1.
Partitions whose replicas are not all in sync: 2.`);
});

test('topics, one line per partition', () => {
  expect(topicLines(topics, true, textsOf('zh'), plain).join('\n')).toBe(`\
主题    分区  起始位点  末尾位点      大小  主副本  同步副本
orders     0         5    10,005  11.8 MiB       1       3/3
orders     1         0     2,000         –       2       2/3
审计       0         –         –         –       –       0/1

主题 2，分区 3，位点数 –，大小 ≥ 11.8 MiB（单副本）。
没有主副本的分区数：1。
副本未全部同步的分区数：2。`);
});

test('a cluster without topics', () => {
  expect(topicLines([], false, textsOf('en'), plain)).toHaveLength(1);
});

const groups: GroupSummary[] = [
  {
    group: 'app',
    ...{ type: 'consumer', protocol: 'classic' },
    state: 'Stable',
    members: 2,
    positions: [
      { topic: 'orders', partition: 0, offset: 5n, lag: 1_200n },
      { topic: 'orders', partition: 1, offset: 5n, lag: 34n },
    ],
  },
  {
    group: 'gone',
    ...{ type: '', protocol: undefined },
    state: undefined,
    members: undefined,
    positions: [{ topic: 'deleted', partition: 0, offset: 5n, lag: undefined }],
  },
];

test('groups with their lag', () => {
  expect(groupLines(groups, textsOf('en'), plain).join('\n')).toBe(`\
GROUP  TYPE      STATE   MEMBERS  TOPICS    LAG
app    consumer  Stable        2       1  1,234
gone   –         –             –       1      –

Groups 2.`);
});
