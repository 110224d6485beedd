import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { Progress } from '../../src/render/progress.ts';
import { statusLine } from '../../src/render/status-line.ts';
import { widthOf } from '../../src/render/width.ts';
import { textsOf } from '../../src/texts/texts.ts';

const progress: Progress = {
  done: 3_720_000n,
  total: 6_000_000n,
  copiedBytes: 0,
  copiedRecords: 0,
  bytesPerSecond: 155_000_000,
  recordsPerSecond: 150_000,
  lag: 2_280_000n,
  finite: true,
  etaSeconds: 15,
  stalledSeconds: undefined,
  throttledBy: undefined,
  started: true,
  filling: 0,
  paused: 0,
  stopped: 0,
  recoveries: 0,
};
const plain = picocolors.createColors(false);
const line = (changes: Partial<Progress>, language: 'en' | 'zh' = 'en', columns = 200) =>
  statusLine({ ...progress, ...changes }, textsOf(language), plain, columns, 10_000_000);

test('share, amount, speed, lag and time left', () => {
  expect(line({})).toBe(
    '62.0% · 3,720,000/6,000,000 records · 147.8 MiB/s · lag 2,280,000 · about 15 s left',
  );
  expect(line({}, 'zh')).toBe(
    '62.0% · 3,720,000/6,000,000 条消息 · 147.8 MiB/s · 积压 2,280,000 · 约剩 15 秒',
  );
});

test('what is wrong stands in front, what slows the copy is named', () => {
  const changes = { stopped: 2, throttledBy: 'rate-limit', recoveries: 3, etaSeconds: undefined } as const;
  expect(line(changes)).toBe(
    '62.0% · stopped partitions 2 · 3,720,000/6,000,000 records · 147.8 MiB/s · lag 2,280,000 · slowed by the limit of 9.5 MiB/s · recoveries 3',
  );
  expect(line(changes, 'zh')).toBe(
    '62.0% · 已停止 2 个分区 · 3,720,000/6,000,000 条消息 · 147.8 MiB/s · 积压 2,280,000 · 受限于速率上限 9.5 MiB/s · 故障恢复 3 次',
  );
  expect(line({ stalledSeconds: 12 })).toMatch(/^62\.0% · nothing copied for 12 s · /);
  expect(line({ throttledBy: 'target-quota' })).toContain('slowed by a quota of the target');
});

test('a copy without an end says when it is in step', () => {
  const changes = { done: 6_000_000n, lag: 0n, etaSeconds: undefined, bytesPerSecond: 0 };
  expect(line(changes)).toBe('100.0% · 6,000,000/6,000,000 records · 0 B/s');
  expect(line({ ...changes, finite: false })).toBe(
    '100.0% · 6,000,000/6,000,000 records · 0 B/s · in step with the source',
  );
});

test('before the copy begins no share is shown', () => {
  expect(line({ started: false, total: 0n })).toBe('preparing the target');
});

test.each(['en', 'zh'] as const)('a %s line never gets wider than the terminal', (language) => {
  for (const columns of [20, 40, 60, 80]) {
    expect(widthOf(line({ stopped: 2, recoveries: 3 }, language, columns))).toBeLessThanOrEqual(columns);
  }
});
