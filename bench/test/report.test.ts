import { describe, expect, it } from 'vitest';
import { goalsOf, type Round, ratiosOf } from '../src/comparison.ts';
import { reportText } from '../src/report.ts';
import type { CaseResult } from '../src/result.ts';
import type { CopyMeasure } from '../src/watch-copy.ts';

const MIB = 1024 * 1024;
const fast: CopyMeasure = {
  ...{ recordsPerSecond: 200_000, copySeconds: 15, startSeconds: 0.7 },
  ...{ cpuSeconds: 6, startCpuSeconds: 0.4, peakMemoryBytes: 300 * MIB },
  ...{ sourceCpuSeconds: 3, targetCpuSeconds: 8 },
};
const slow: CopyMeasure = {
  ...{ recordsPerSecond: 80_000, copySeconds: 37.5, startSeconds: 7.5 },
  ...{ cpuSeconds: 30, startCpuSeconds: 10, peakMemoryBytes: 2_100 * MIB },
  ...{ sourceCpuSeconds: 4, targetCpuSeconds: 9 },
};
const rounds: Round[] = [
  { first: 'mqferry', mqferry: fast, mirrorMaker: slow },
  { first: 'MirrorMaker 2', mqferry: fast, mirrorMaker: slow },
];

const result: CaseResult = {
  ...{ case: 'bulk', title: '1 KB records', measuredAt: '2026-11-21T12:00:00.000Z' },
  machine: {
    ...{ cores: 2, processor: 'a processor', memoryBytes: 16 * 1024 * MIB, system: 'linux x64' },
    ...{ node: '24.0.0', java: '17.0.1', commit: undefined },
  },
  kafka: { source: '3.9.2', target: '4.3.1', mirrorMaker: '4.3.1' },
  mirrorMaker: { tasks: 2, heap: '-Xmx2G', producer: { 'linger.ms': '20' }, consumer: {} },
  ...{ factor: 1, minInsyncReplicas: 1, rounds, mirrorMakerSmallHeap: slow },
  data: {
    ...{ records: 3_000_000, recordBytes: 1024, partitions: 6, compression: 'lz4' },
    ...{ meanBatchBytes: 15_225, meanBatchRecords: 14.7 },
  },
  ratios: ratiosOf(rounds),
  goals: goalsOf({ rate: 2.2, cpu: 6 }, ratiosOf(rounds)),
};

describe('the report', () => {
  const lines = reportText([result]).split('\n');

  it('says of each ratio whether it is what is required', () => {
    expect(lines).toContain(
      '| 1 KB records | 1 | **2.50×** (2.50×–2.50×) | **5.00×** (5.00×–5.00×) | **7.00×** (7.00×–7.00×) ' +
        '| records a second ≥ 2.2×: reached; CPU time saved ≥ 6×: **not reached** |',
    );
  });

  it('lists the runs in the order in which they were made', () => {
    expect(lines.filter((line) => /^\| (\d|extra) \|/.test(line))).toEqual([
      '| 1 | mqferry | 200,000 | 15.0 | 0.7 | 6.0 | 0.4 | 300 | 3.0 | 8.0 |',
      '| 1 | MirrorMaker 2 | 80,000 | 37.5 | 7.5 | 30.0 | 10.0 | 2,100 | 4.0 | 9.0 |',
      '| 2 | MirrorMaker 2 | 80,000 | 37.5 | 7.5 | 30.0 | 10.0 | 2,100 | 4.0 | 9.0 |',
      '| 2 | mqferry | 200,000 | 15.0 | 0.7 | 6.0 | 0.4 | 300 | 3.0 | 8.0 |',
      '| extra | MirrorMaker 2, -Xmx512M | 80,000 | 37.5 | 7.5 | 30.0 | 10.0 | 2,100 | 4.0 | 9.0 |',
    ]);
  });
});
