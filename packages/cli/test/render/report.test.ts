import { type MigrationResult, replicationErrors } from '@mqferry/replication';
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { type MigrationOutcome, reportLines } from '../../src/render/report.ts';

const plain = picocolors.createColors(false);
const reached = { topic: 'orders', partition: 0, phase: 'reached', copiedTo: 1_000n, end: 1_000n } as const;

const outcome = (
  status: Partial<MigrationResult['status']> = {},
  changes: Partial<MigrationOutcome> = {},
  result: Partial<MigrationResult> = {},
): MigrationOutcome => ({
  until: 'once',
  followed: {},
  interrupted: false,
  seconds: 41,
  ...changes,
  result: {
    complete: true,
    groups: [],
    refused: [],
    gaps: [],
    openTransactions: [],
    ...result,
    status: {
      partitions: [reached],
      copiedBytes: 6_000_000_000,
      copiedRecords: 6_000_000,
      lag: 0n,
      throttledBy: undefined,
      recoveries: 0,
      heldBytes: 0,
      ...status,
    },
  },
});

test('a complete copy', () => {
  const groups = [
    { group: 'app', topic: 'orders', partition: 0, source: 7n, target: 7n, state: 'equal' },
  ] as const;
  expect(reportLines(outcome({ recoveries: 2 }, {}, { groups }), 'en', plain)).toEqual([
    'Copied 6,000,000 records (5.6 GiB) in 41 s, 139.6 MiB/s.',
    "All 1 partitions have reached the source's end.",
    'Recoveries after faults: 2. Each place was confirmed by the target before going on.',
    'Group offsets: 1, all the same on both sides.',
  ]);
  expect(reportLines(outcome({}, {}, { groups }), 'zh', plain)).toEqual([
    '已复制 6,000,000 条消息（5.6 GiB），用时 41 秒，139.6 MiB/s。',
    '全部 1 个分区均已到达源集群末尾。',
    '消费组位点：1 个，两侧全部一致。',
  ]);
});

test('transactions that are open at the end, each by name', () => {
  const open = {
    ...{ topic: 'orders', partition: 0, from: 1_200n, producerId: 7n, transactionalId: 'shop-1' },
    since: 1_700_000_000_000n,
    state: 'open',
  } as const;
  const hanging = {
    ...open,
    partition: 1,
    transactionalId: undefined,
    since: undefined,
    state: 'hanging',
  } as const;
  const told = outcome({}, {}, { openTransactions: [open, hanging] });
  expect(reportLines(told, 'en', plain).slice(2)).toEqual([
    'Transactions open on the target: 2. Readers of what is committed wait in front of them until their ends are copied.',
    '  orders-0 from offset 1,200: producer 7, transactional id shop-1, since 2023-11-14T22:13:20.000Z; open at the source too',
    '  orders-1 from offset 1,200: producer 7, transactional id –, since –; no coordinator of the source tells of it: it hangs there, or this user may not see it. kafka-transactions.sh abort ends one that hangs',
  ]);
  expect(reportLines(told, 'zh', plain)[3]).toContain('事务 ID shop-1');
});

test('a copy with nothing to do', () => {
  expect(reportLines(outcome({ copiedRecords: 0, copiedBytes: 0 }), 'en', plain)[0]).toBe(
    'Nothing had to be copied.',
  );
});

test('a copy ended by Ctrl-C', () => {
  const lines = reportLines(outcome({ lag: 500n }, { interrupted: true }, { complete: false }), 'en', plain);
  expect(lines[1]).toBe('Ended early; offsets not yet copied: 500.');
});

test('followed until Ctrl-C', () => {
  const lines = reportLines(outcome({ lag: 5n }, { until: 'follow', interrupted: true }), 'en', plain);
  expect(lines[1]).toBe('All 1 partitions ended without error; offsets not yet copied: 5.');
});

test('stopped partitions are named with one cause each time, not once per partition', () => {
  const error = replicationErrors.REPLICATION_DIVERGED({
    topic: 'orders',
    partition: 1,
    expected: 5n,
    actual: 6n,
  });
  const stopped = { topic: 'orders', phase: 'stopped', copiedTo: 5n, end: 1_000n, error } as const;
  const partitions = [reached, { ...stopped, partition: 1 }, { ...stopped, partition: 2 }];
  const lines = reportLines(outcome({ partitions, lag: 995n }, {}, { complete: false }), 'en', plain);
  expect(lines.slice(1).join('\n')).toBe(`\
The copy is not complete. Stopped partitions: 2 of 3.

TOPIC   PARTITION  COPIED TO    END
orders          1          5  1,000
orders          2          5  1,000

orders-1, orders-2: Partition 1 of topic orders diverged: the records meant for offset 5 went to offset 6 on the target. [REPLICATION_DIVERGED]
What to do: Somebody else writes to this topic on the target. Stop them, then have the topic deleted there and copied again: --recopy orders. Or copy it without identical offsets, by a map of them: --mapped orders.`);
});

test('group offsets that could not be taken over', () => {
  const groups = [
    { group: 'a', topic: 'orders', partition: 0, source: 7n, target: 7n, state: 'equal' },
    { group: 'b', topic: 'orders', partition: 0, source: 9_000n, target: 1_000n, state: 'waiting' },
    { group: 'c', topic: 'orders', partition: 0, source: 7n, target: undefined, state: 'target-active' },
  ] as const;
  expect(
    reportLines(outcome({}, {}, { groups }), 'zh', plain)
      .slice(2)
      .join('\n'),
  ).toBe(`\
消费组位点：3 个中有 1 个两侧一致。其余为：
消费组  主题    分区   源端  目标端  状态
b       orders     0  9,000   1,000  等待尚未复制的消息；暂停在目标端末尾
c       orders     0      7       –  未改动：该消费组在目标端有成员在线`);
});
