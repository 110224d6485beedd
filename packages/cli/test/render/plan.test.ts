import type { HeldConfig } from '@mqferry/replication';
import { replicationErrors } from '@mqferry/replication';
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { namesText } from '../../src/render/names.ts';
import { planLines, refusalLines, shortPlanLines } from '../../src/render/plan.ts';
import { textsOf } from '../../src/texts/texts.ts';
import { fakePlan, fakeTopicPlan } from '../support/fake-plan.ts';

const plain = picocolors.createColors(false);
const held: HeldConfig[] = [
  { name: 'retention.ms', during: '-1', after: '604800000', reason: 'retention' },
  { name: 'message.timestamp.type', during: 'CreateTime', after: null, reason: 'timestamps' },
];

const plan = fakePlan({
  topics: [
    fakeTopicPlan('orders', {
      held,
      bytesToCopy: 13_000_000_000n,
      fillOffsets: 500n,
      partitions: [{ partition: 0, sourceStart: 500n, sourceEnd: 9_000n, targetStart: 0n, targetEnd: 0n }],
    }),
    fakeTopicPlan('payments', {
      held,
      action: 'continue',
      bytesToCopy: 1_048_576n,
      replicationFactor: { source: 3, target: 1 },
      partitions: [
        { partition: 0, sourceStart: 0n, sourceEnd: 5_000n, targetStart: 0n, targetEnd: 1_200n },
        { partition: 1, sourceStart: 0n, sourceEnd: 5_000n, targetStart: 0n, targetEnd: 34n },
      ],
      notes: [
        {
          name: 'follower.replication.throttled.replicas',
          source: '0:1',
          target: undefined,
          reason: 'names-source-brokers',
        },
      ],
    }),
  ],
  groups: ['app-a', 'app-b'],
  warnings: [{ code: 'replication-factor-lowered', topic: 'payments', values: { source: 3, target: 1 } }],
});

test('the plan in English', () => {
  expect(planLines(plan, 'en', plain).join('\n')).toBe(`\
Migration plan. Nothing has been changed.

Source: cluster source-id, brokers: 3
Target: cluster target-id, brokers: 3, free space: 1.0 TiB

TOPIC     ACTION  PARTITIONS  REPLICAS  CLEANUP   TO COPY  OFFSETS
orders    create           1  3         delete   12.1 GiB  identical
payments  exists           2  3 → 1     delete    1.0 MiB  identical

Offsets stay identical: the record batches are passed on as they are, and the target confirms the offset of each.
  orders: the log of the source starts later than 0, so 500 offsets are filled and deleted again on the target; then both logs start at the same offset.
  payments: exists on the target and is continued where its log ends; 1,234 offsets are there already.

Set on the target for the time of the copy, put back at its end:
  retention.ms = -1, afterwards 604800000 (orders, payments): nothing is deleted while it is being copied
  message.timestamp.type = CreateTime, afterwards the default (orders, payments): records keep their times, also old ones

Settings that are not taken over as they are:
  follower.replication.throttled.replicas: source 0:1, target not set (payments): it names brokers of the source

Group offsets copied and kept in step (2): app-a, app-b

Warning: payments: replicas 1 instead of 3, for the target has no more brokers.

Total: topics 2 (new 1), partitions 3, to copy 12.1 GiB.
To carry it out, run the same command without --dry-run.`);
});

test('the plan in Chinese', () => {
  expect(planLines(plan, 'zh', plain).join('\n')).toBe(`\
迁移计划。尚未做任何更改。

源集群：source-id，节点数：3
目标集群：target-id，节点数：3，可用空间：1.0 TiB

主题      操作    分区数  副本数  清理策略    待复制  位点
orders    新建         1  3       delete    12.1 GiB  保持一致
payments  已存在       2  3 → 1   delete     1.0 MiB  保持一致

位点保持一致：消息批次原样传送，目标集群逐批确认其位点。
  orders：源端日志起始位点大于 0，因此先在目标端填充 500 个位点再删除，使两侧日志从同一位点开始。
  payments：目标端已存在，从其日志末尾继续；已有 1,234 个位点。

复制期间在目标端临时设置，结束时恢复：
  retention.ms = -1，之后：604800000（orders, payments）：避免消息在复制期间被删除
  message.timestamp.type = CreateTime，之后：默认值（orders, payments）：使消息保留原有时间戳，包括很久以前的

以下配置不会原样带到目标端：
  follower.replication.throttled.replicas：源端：0:1，目标端：不设置（payments）：其中引用了源集群的节点

复制并持续同步位点的消费组（2）：app-a, app-b

警告：payments：副本数由 3 降为 1，因为目标集群的节点数不足。

合计：主题 2（新建 1），分区 3，待复制 12.1 GiB。
如需执行，请去掉 --dry-run 后运行同一命令。`);
});

const refused = fakePlan({
  target: { clusterId: 'target-id', brokers: 1, usableBytes: undefined },
  topics: [
    fakeTopicPlan('orders', { bytesToCopy: undefined }),
    fakeTopicPlan('状态', {
      mode: 'refused',
      cleanupPolicy: 'compact',
      refusal: replicationErrors.REPLICATION_COMPACTED_TOPIC({ topic: '状态' }),
    }),
  ],
});

test('a refused topic is named with its reason, and the plan does not ask to be carried out', () => {
  expect(planLines(refused, 'en', plain).join('\n')).toBe(`\
Migration plan. Nothing has been changed.

Source: cluster source-id, brokers: 3
Target: cluster target-id, brokers: 1, free space: unknown

TOPIC   ACTION   PARTITIONS  REPLICAS  CLEANUP  TO COPY  OFFSETS
orders  create            1  3         delete         –  identical
状态    REFUSED           1  3         compact        –  –

Offsets stay identical: the record batches are passed on as they are, and the target confirms the offset of each.

Group offsets: none are copied. Use --groups REGEX to take them along.

Refused. Nothing is written as long as one of these stands:
  Topic 状态 is compacted; this user may not write the markers on the target that fill the holes in its offsets. [REPLICATION_COMPACTED_TOPIC]
    What to do: Grant ClusterAction on the target cluster (or Alter, from Kafka 3.8 on), or leave the topic out with --exclude. Or copy it without identical offsets, by a map of them: --mapped 状态.

Total: topics 1 (new 1, refused 1), partitions 1, to copy –.`);
});

test('refusals in Chinese', () => {
  expect(refusalLines(refused, 'zh', plain)).toEqual([
    '以下各项被拒绝。只要有一项存在，就不会写入任何数据：',
    '  主题 状态 启用了压实；该用户无权在目标集群写入用于填补位点空洞的标记。 [REPLICATION_COMPACTED_TOPIC]',
    '    处理办法：请授予目标集群的 ClusterAction 权限（Kafka 3.8 起也可为 Alter），或用 --exclude 将其排除。也可放弃原位点，用 --mapped 状态 以位点映射方式复制。',
  ]);
});

test('the short form announces what begins', () => {
  expect(shortPlanLines(plan, 'en')).toEqual([
    'Source: cluster source-id, brokers: 3',
    'Target: cluster target-id, brokers: 3, free space: 1.0 TiB',
    'Total: topics 2 (new 1), partitions 3, to copy 12.1 GiB.',
    'Group offsets copied and kept in step (2): app-a, app-b',
  ]);
});

test('many names are cut, one more than the limit is not', () => {
  const t = textsOf('en');
  expect(namesText(['a', 'b', 'c', 'd', 'e', 'f'], t)).toBe('a, b, c, d, e, f');
  expect(namesText(['a', 'b', 'c', 'd', 'e', 'f', 'g'], t)).toBe('a, b, c, d, e and 2 more');
});

test('topics that do not keep their offsets are named with the reason, and what it means', () => {
  const mapped = fakePlan({
    topics: [
      fakeTopicPlan('state', {
        mode: 'mapped',
        mappedBecause: replicationErrors.REPLICATION_TOO_SPARSE({ topic: 'state', holes: 9n, limit: 5n }),
      }),
    ],
  });
  const text = planLines(mapped, 'en', plain).join('\n');
  expect(text).toContain('MAPPED');
  expect(text).toContain(
    '  state: Compaction left 9 offsets of topic state without a record; at most 5 are filled.',
  );
  expect(text).not.toContain('Offsets stay identical');
  expect(shortPlanLines(mapped, 'en').join('\n')).toContain('Mapped topics do not keep their offsets');
});
