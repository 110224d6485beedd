import type { Answer, Routes } from '@mqferry/api';
import {
  type Answers,
  type AssessmentReport,
  assess,
  type Coverage,
  type Figures,
  figuresOf,
  filled,
  type GivenLimits,
  HEADINGS,
  lengthOfTime,
  shown,
} from '@mqferry/migration';
import type { StoredAssessment } from '@mqferry/store';
import { samplingInterval } from './assessment-runner.ts';
import type { Measured } from './progress.ts';

/** An assessment as the API tells it. */
export type AssessmentView = Answer<Routes['getAssessment']>;
type Summary = Answer<Routes['listAssessments']>['items'][number];

/** An assessment with what it comes to. */
export interface Assessed {
  readonly stored: StoredAssessment;
  readonly measured: Measured | undefined;
  readonly report: AssessmentReport;
}

const perSecond = (amount: number | null, ms: number): number | undefined =>
  amount === null || ms <= 0 ? undefined : (amount * 1000) / ms;

const coveredMs = ({ startedAt, lastAt }: Measured): number =>
  startedAt === null || lastAt === null ? 0 : Math.max(0, lastAt - startedAt);

const measuredFigures = (measured: Measured): Figures => {
  const { samples, records, bytes, peakBytes, peakRecords, consumedBytes, fullCopyBytes, figures } = measured;
  const covered = coveredMs(measured);
  const traffic = samples > 0;
  return {
    ...figuresOf('measured', {
      ...figures,
      largestMessageBytes: measured.largestMessage ?? undefined,
      ...(traffic
        ? {
            ...{ peakBytesIn: peakBytes ?? undefined, meanBytesIn: perSecond(bytes, covered) },
            ...{ peakRecordsIn: peakRecords, meanRecordsIn: perSecond(records, covered) },
          }
        : {}),
    }),
    ...(traffic
      ? figuresOf('derived', {
          meanBytesOut: perSecond(consumedBytes, covered),
          fullCopyBytes: fullCopyBytes ?? undefined,
          meanMessageBytes: bytes === null || records === 0 ? undefined : bytes / records,
        })
      : {}),
  };
};

const coverageOf = (measured: Measured): Coverage | undefined =>
  measured.samples === 0
    ? undefined
    : {
        ...{ coveredMs: coveredMs(measured), records: measured.records },
        gaps: measured.gaps.map(({ from, to }) => ({ ms: to - from })),
      };

/** Reckons what an assessment comes to, by what is kept of it. */
export const assessed = (stored: StoredAssessment): Assessed => {
  const measured = stored.measured === null ? undefined : (JSON.parse(stored.measured) as Measured);
  const report = assess({
    measured: measured ? measuredFigures(measured) : {},
    features: measured?.features ?? {},
    coverage: measured && coverageOf(measured),
    answers: JSON.parse(stored.answers) as Answers,
    limits: JSON.parse(stored.limits) as GivenLimits,
  });
  return { stored, measured, report };
};

type NameOf = (clusterId: string) => string | null;

const fieldsOf = ({ stored }: Assessed, nameOf: NameOf) => {
  const { cluster_id: clusterId, created_by: createdBy, created_at: createdAt, ended_at: endedAt } = stored;
  return {
    ...{ id: stored.id, name: stored.name, state: stored.state as Summary['state'], createdBy, createdAt },
    ...({ way: clusterId === null ? 'answers' : 'measured', endedAt } as const),
    cluster: clusterId === null ? null : { id: clusterId, name: nameOf(clusterId) },
  };
};

const countOf = (report: AssessmentReport, severity: string): number =>
  report.risks.filter((risk) => risk.severity === severity).length;

/** An assessment in a list. */
export const summaryOf = (one: Assessed, nameOf: NameOf): Summary => {
  const { report, stored } = one;
  const { brokers, complete } = report.recommendation;
  return {
    ...fieldsOf(one, nameOf),
    ...{ endsAt: stored.ends_at, brokers: brokers ?? null, complete },
    risks: {
      ...{ high: countOf(report, 'high'), medium: countOf(report, 'medium') },
      ...{ low: countOf(report, 'low'), info: countOf(report, 'info') },
    },
  };
};

const instantOf = (ms: number): string => new Date(ms).toISOString();

const measurementOf = ({ stored, measured }: Assessed): AssessmentView['measurement'] => {
  if (stored.ends_at === null) return null;
  const { created_at: createdAt, ends_at: endsAt } = stored;
  return {
    startedAt: measured?.startedAt ? instantOf(measured.startedAt) : createdAt,
    endsAt,
    intervalMs: samplingInterval(Date.parse(endsAt) - Date.parse(createdAt)),
    samples: measured?.samples ?? 0,
    coveredMs: measured ? coveredMs(measured) : 0,
    records: measured && measured.samples > 0 ? measured.records : null,
    bytes: measured && measured.samples > 0 ? measured.bytes : null,
    gaps: (measured?.gaps ?? []).map(({ from, to }) => ({ from: instantOf(from), to: instantOf(to) })),
    traffic: (measured?.traffic ?? []).map(({ at, bytes, records }) => ({
      ...{ at: instantOf(at), bytesPerSecond: bytes, recordsPerSecond: records },
    })),
    problem: measured?.problem ?? null,
  };
};

/** An assessment with all that it comes to. */
export const viewOf = (one: Assessed, nameOf: NameOf): AssessmentView => {
  const { stored, measured, report } = one;
  const { brokers, decidedBy, partitions, perBroker, ...recommendation } = report.recommendation;
  return {
    ...fieldsOf(one, nameOf),
    answers: JSON.parse(stored.answers) as AssessmentView['answers'],
    measurement: measurementOf(one),
    figures: [...report.figures],
    limits: [...report.limits],
    steps: report.steps.map(({ value, inputs, unit, ...step }) => ({
      ...step,
      ...{ unit, value: value ?? null, shown: shown(value, unit) },
      inputs: inputs.map(({ name, value: input }) => ({ name, value: input ?? null })),
    })),
    recommendation: {
      ...recommendation,
      ...{ brokers: brokers ?? null, decidedBy: decidedBy ?? null, partitions: partitions ?? null },
      perBroker: {
        ...{ cores: perBroker.cores ?? null, diskBytes: perBroker.diskBytes ?? null },
        networkInBytes: perBroker.networkInBytes ?? null,
        networkOutBytes: perBroker.networkOutBytes ?? null,
        partitions: perBroker.partitions ?? null,
      },
    },
    risks: report.risks.map((risk) => ({ ...risk, facts: { ...risk.facts } })),
    topics: (measured?.topics ?? []).map((topic) => ({ ...topic })),
  };
};

/** When and how often it was measured; undefined: not at all. */
export const measuredPhrase = ({ measured }: Assessed) =>
  measured === undefined || measured.startedAt === null
    ? undefined
    : filled(HEADINGS.measuredFrom, {
        ...{ from: instantOf(measured.startedAt), time: lengthOfTime(coveredMs(measured)) },
        samples: measured.samples,
      });
