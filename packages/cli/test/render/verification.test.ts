import type { PartitionVerdict, VerificationReport } from '@mqferry/replication';
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { verificationLines } from '../../src/render/verification.ts';
import { textsOf } from '../../src/texts/texts.ts';

const plain = picocolors.createColors(false);
const lines = (report: VerificationReport, language: 'en' | 'zh' = 'en') =>
  verificationLines(report, [], textsOf(language), plain).join('\n');

const verdict = (partition: number, changes: Partial<PartitionVerdict> = {}): PartitionVerdict => ({
  topic: 'orders',
  partition,
  start: 0n,
  end: 1_000n,
  sourceStart: 0n,
  targetStart: 0n,
  records: 1_000,
  sourceDigest: 'aa',
  targetDigest: 'aa',
  equal: true,
  differences: [],
  ...changes,
});

const equal: VerificationReport = {
  equal: true,
  records: 2_000,
  partitions: [verdict(0), verdict(1)],
  groups: [{ group: 'app', topic: 'orders', partition: 0, source: 7n, target: 7n, equal: true }],
  committedOnly: [],
  openTransactions: [],
};

test('equal sides', () => {
  expect(lines(equal)).toBe(`\
TOPIC   PARTITIONS  RECORDS  RESULT
orders           2    2,000  equal

EQUAL: 2,000 records in 2 partitions and 1 group offsets are the same on both sides.`);
  expect(lines({ ...equal, groups: [] }, 'zh')).toBe(`\
主题    分区数  消息数  结果
orders       2   2,000  一致

一致：2 个分区的 2,000 条消息在两侧相同，位点也相同。`);
});

test('records that only the target still has, for the source has deleted them since', () => {
  const report = { ...equal, partitions: [verdict(0, { sourceStart: 10n }), verdict(1)] };
  expect(lines(report)).toContain('which the source has deleted since they were copied: orders-0.\n\nEQUAL');
});

const different: VerificationReport = {
  equal: false,
  records: 2_000,
  partitions: [
    verdict(0),
    verdict(1, {
      equal: false,
      targetStart: 10n,
      differences: [
        { offset: 5n, kind: 'missing-on-target' },
        { offset: 700n, kind: 'content-differs' },
      ],
    }),
  ],
  groups: [{ group: 'app', topic: 'orders', partition: 0, source: 7n, target: undefined, equal: false }],
  committedOnly: [],
  openTransactions: [],
};

test('differing sides name the offsets', () => {
  expect(lines(different)).toBe(`\
TOPIC   PARTITIONS  RECORDS  RESULT
orders           2    2,000  DIFFERENT

First differing records:
TOPIC   PARTITION  OFFSET  DIFFERENCE
orders          1       –  logs start at 0 and 10
orders          1       5  missing on the target
orders          1     700  content differs

Group offsets that differ:
GROUP  TOPIC   PARTITION  SOURCE  TARGET
app    orders          0       7       –

DIFFERENT: partitions that differ: 1 of 2, group offsets that differ: 1 of 1.`);
  expect(lines(different, 'zh').split('\n').at(-1)).toBe(
    '不一致：2 个分区中有 1 个不同，1 个消费组位点中有 1 个不同。',
  );
});

test('a flood of differences is cut and says where to find all of them', () => {
  const partitions = Array.from({ length: 60 }, (_, partition) =>
    verdict(partition, { equal: false, differences: [{ offset: 1n, kind: 'missing-on-source' }] }),
  );
  expect(lines({ ...different, partitions })).toContain('\n… and 10 more; --json names them all.\n');
});

test('partitions that were compared by their maps are never called equal without a word of it', () => {
  const report = { ...equal, partitions: [verdict(0, { mapped: true }), verdict(1)] };
  expect(lines(report)).toBe(`\
TOPIC   PARTITIONS  RECORDS  RESULT
orders           2    2,000  equal, MAPPED

MAPPED: 2,000 records in 2 partitions are the same on both sides and in the same order; in 1 of them at other offsets, by the map, as are the 1 group offsets.`);
  expect(lines({ ...report, groups: [] }, 'zh')).toContain(
    '一致（位点映射）：2 个分区的 2,000 条消息在两侧相同且顺序相同；其中 1 个',
  );
});
