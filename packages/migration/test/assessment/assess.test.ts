import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answers } from '../../src/assessment/answers.ts';
import { type AssessmentInput, assess } from '../../src/assessment/assess.ts';
import { figuresOf } from '../../src/assessment/figures.ts';
import { limitsOf } from '../../src/assessment/limits.ts';
import { assessmentMarkdown } from '../../src/assessment/markdown.ts';

const MIB = 1024 ** 2;
const DAY = 86_400_000;
const nothing: AssessmentInput = {
  ...{ measured: {}, features: {}, coverage: undefined, answers: {}, limits: {} },
};
const ofAnswers = (answers: Answers, limits = {}) => assess({ ...nothing, answers, limits });
const resultOf = (report: ReturnType<typeof assess>, step: string) =>
  report.steps.find(({ name }) => name === step)?.value;
const codesOf = (report: ReturnType<typeof assess>) => report.risks.map(({ code }) => code);

const full: Answers = {
  ...{ peakBytesIn: 90 * MIB, meanBytesIn: 30 * MIB, peakBytesOut: 180 * MIB, retentionMs: 3 * DAY },
  ...{ partitions: 1200, replicationFactor: 3, serverVersion: '2.8' },
};

test('nothing known: nothing is recommended, and all that is missing is asked for', () => {
  const report = assess(nothing);
  expect(report.recommendation).toMatchObject({ brokers: undefined, complete: false });
  expect(Object.values(report.recommendation.perBroker)).toEqual(Array(5).fill(undefined));
  expect(report.figures.every(({ value, origin }) => value === null && origin === 'unknown')).toBe(true);
  expect(report.risks).toMatchObject([
    {
      ...{ code: 'SIZE_UNKNOWN', severity: 'medium' },
      facts: { figures: 'Peak produced, Peak consumed, Disk used by one copy, Partitions' },
    },
    {
      code: 'FEATURE_UNKNOWN',
      severity: 'low',
      facts: { figures: expect.stringMatching(/^Kafka version, .+ Quotas$/u) },
    },
  ]);
});

test('traffic of all brokers is divided by the replicas, disk is mean traffic × retention × replicas', () => {
  const report = ofAnswers({ ...full, trafficIs: 'total' });
  expect(resultOf(report, 'producedPeak')).toBe(30 * MIB);
  expect(resultOf(report, 'producedMean')).toBe(10 * MIB);
  expect(resultOf(report, 'fullCopy')).toBe(10 * MIB * 3 * 86_400);
  expect(resultOf(report, 'disk')).toBe(10 * MIB * 3 * 86_400 * 3);
  expect(report.figures.find(({ name }) => name === 'peakBytesIn')).toMatchObject({ origin: 'derived' });
});

test('total traffic without the replicas that it includes stays unknown', () => {
  const report = ofAnswers({ ...full, trafficIs: 'total', replicationFactor: undefined });
  expect(resultOf(report, 'producedPeak')).toBeUndefined();
  expect(report.recommendation).toMatchObject({ complete: false });
  expect(report.recommendation.perBroker.cores).toBeUndefined();
});

test('three brokers take what each of them can take whole with one down', () => {
  // 60 % of 125 MiB/s: with two up, each writes all of it.
  const fits = ofAnswers({ ...full, peakBytesOut: 0, peakBytesIn: 75 * MIB });
  expect(fits.recommendation).toMatchObject({ brokers: 3, complete: true, decidedBy: undefined });
  const step = fits.steps.find(({ name }) => name === 'brokersForWrites');
  expect(step?.calculation).toBe('3: 75 MiB/s ≤ 75 MiB/s');
  // A fourth broker takes nothing off: with three up each has a replica of everything still.
  const more = ofAnswers({ ...full, peakBytesOut: 0, peakBytesIn: 76 * MIB });
  expect(more.recommendation).toMatchObject({ brokers: 5, decidedBy: 'brokersForWrites' });
});

test('what is used now counts where it is more than what retention comes to', () => {
  const used = 9e14;
  expect(resultOf(ofAnswers({ ...full, diskUsedBytes: used }), 'keptCopy')).toBe(used / 3);
});

test('measured figures stand before answers, and answers before what was derived of measurements', () => {
  const measured = {
    ...figuresOf('measured', { peakBytesIn: 5 * MIB, meanBytesIn: 4 * MIB }),
    ...figuresOf('derived', { meanBytesOut: 8 * MIB, fullCopyBytes: 1000 }),
  };
  const one = assess({ ...nothing, measured, answers: { peakBytesIn: 1 } });
  const figure = (name: string) => one.figures.find((row) => row.name === name);
  expect(figure('peakBytesIn')).toMatchObject({ value: 5 * MIB, origin: 'measured' });
  expect(figure('peakBytesOut')).toMatchObject({ value: 10 * MIB, origin: 'derived' });
  const other = assess({ ...nothing, measured, answers: { peakBytesOut: 7 } });
  expect(other.figures.find(({ name }) => name === 'peakBytesOut')).toMatchObject({
    ...{ value: 7, origin: 'answered' },
  });
});

test('it is the smallest target in which no limit is passed with brokers down', () => {
  const rate = fc.integer({ min: 0, max: 4000 }).map((mib) => mib * MIB);
  const given = fc.record({
    ...{ peakBytesIn: rate, peakBytesOut: rate, meanBytesIn: rate },
    partitions: fc.integer({ min: 0, max: 90_000 }),
    replicationFactor: fc.constant(3),
    diskUsedBytes: fc.integer({ min: 0, max: 400 }).map((tib) => tib * 1024 ** 4),
  });
  const chosen = fc.record({
    replicationFactor: fc.integer({ min: 1, max: 5 }),
    brokersLost: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(given, chosen, (answers, limits) => {
      const all = limitsOf(limits);
      const { replicationFactor: r, brokersLost: down } = limits;
      const fits = (brokers: number) => {
        const up = brokers - down;
        const copies = Math.min(r, up);
        const incoming = (answers.peakBytesIn * copies) / up;
        const outgoing = (answers.peakBytesIn * Math.max(0, copies - 1) + answers.peakBytesOut) / up;
        return (
          incoming <= all.writeBytesPerBroker * all.usableShare &&
          Math.max(incoming, outgoing) <= all.networkBytesPerBroker * all.usableShare &&
          incoming + outgoing <= all.coresPerBroker * all.bytesPerCore * all.usableShare &&
          ((answers.diskUsedBytes / 3) * copies) / up <= all.diskBytesPerBroker * all.usableDiskShare &&
          (answers.partitions * copies) / up <= all.partitionsPerBroker
        );
      };
      let smallest = Math.max(r, down + 1);
      while (!fits(smallest)) smallest += 1;
      expect(ofAnswers(answers, limits).recommendation.brokers).toBe(smallest);
    }),
  );
});

test('risks come by severity, and say what they go by', () => {
  const report = assess({
    ...nothing,
    answers: { ...full, serverVersion: '1.1.1', scramUsers: 2, transactions: true },
    features: { offline: { count: 1, examples: ['a-0'] }, streams: { count: 0, examples: [] } },
    coverage: { coveredMs: 60_000, gaps: [{ ms: 9000 }], records: 0 },
  });
  expect(codesOf(report)[0]).toBe('PARTITIONS_OFFLINE');
  expect(report.risks).toContainEqual(
    expect.objectContaining({ code: 'VERSION_OLD', severity: 'medium', facts: { version: '1.1.1' } }),
  );
  expect(codesOf(report)).toEqual(
    expect.arrayContaining([
      'SCRAM_USERS',
      'TRANSACTIONS',
      'NO_TRAFFIC',
      'MEASURED_SHORTLY',
      'MEASUREMENT_GAPS',
    ]),
  );
  expect(codesOf(report)).not.toContain('STREAMS_TOPICS');
  expect(report.risks.find(({ code }) => code === 'MEASUREMENT_GAPS')?.message.zh).toBe(
    '测量存在 1 段空缺，共 9 秒。',
  );
});

test('a report in Markdown has no place left open, and names of topics change nothing in it', () => {
  const report = assess({
    ...nothing,
    answers: full,
    features: { compacted: { count: 1, examples: ['a|b<script>'] } },
  });
  for (const language of ['en', 'zh'] as const) {
    const text = assessmentMarkdown(report, { name: 'old', measured: undefined }, language);
    expect(text).not.toMatch(/\{\w+\}|undefined|<script>/u);
    expect(text).toContain(report.recommendation.sentence[language].slice(0, 10));
    expect(text).toContain('a\\|b\\<script\\>');
  }
});
