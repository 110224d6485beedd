import { randomUUID } from 'node:crypto';
import { type Answer, apiErrors, type Input, type Routes } from '@mqferry/api';
import {
  type Answers,
  type AssessmentInput,
  assess,
  assessmentMarkdown,
  figuresOf,
  shown,
} from '@mqferry/migration';
import { ago, DAY, HOUR, idOf, MINUTE } from './ids.ts';
import { watch } from './watch.ts';

type View = Answer<Routes['getAssessment']>;
type Measurement = NonNullable<View['measurement']>;
type Handled =
  | 'listAssessments'
  | 'createAssessment'
  | 'getAssessment'
  | 'watchAssessment'
  | 'getAssessmentMarkdown'
  | 'updateAssessment'
  | 'stopAssessment'
  | 'deleteAssessment';
type AssessmentHandlers = {
  readonly [Name in Handled]: (input: Input<Routes[Name]>, signal: AbortSignal) => Answer<Routes[Name]>;
};

/** An assessment as a fake service knows it. */
export interface FakeAssessment {
  readonly id: string;
  readonly name: string | null;
  readonly clusterId: string | null;
  state: View['state'];
  readonly createdAt: string;
  input: AssessmentInput;
  readonly measurement: Measurement | null;
  readonly topics: View['topics'];
}

/** What of a world is told of assessments. */
interface AssessedWorld {
  assessments: FakeAssessment[];
  readonly clusters: readonly { readonly id: string; readonly name: string }[];
}

const MIB = 1024 ** 2;
const TIB = 1024 ** 4;

const nothing: AssessmentInput = {
  ...{ measured: {}, features: {}, coverage: undefined, answers: {}, limits: {} },
};

const measuredInput: AssessmentInput = {
  ...nothing,
  measured: {
    ...figuresOf('measured', {
      ...{ serverVersion: '2.0', brokers: 5, topics: 812, partitions: 14_210, replicationFactor: 2.9 },
      ...{ peakBytesIn: 141.2 * MIB, meanBytesIn: 48.7 * MIB, peakRecordsIn: 210_403, meanRecordsIn: 71_220 },
      ...{ largestMessageBytes: 3.4 * MIB, largestAllowedBytes: 8 * MIB, underReplicated: 3, offline: 0 },
      ...{ diskUsedBytes: 21.4 * TIB, oneCopyBytes: 7.4 * TIB, fullestDisk: 0.88, retentionMs: 7 * DAY },
      ...{ groups: 214, transactions: true, transactionalIds: 12, compactedTopics: 18, acls: 340 },
      scramUsers: 27,
    }),
    ...figuresOf('derived', {
      ...{ meanBytesOut: 120.4 * MIB, fullCopyBytes: 26.1 * TIB, meanMessageBytes: 717 },
    }),
  },
  features: {
    zookeeper: true,
    underReplicated: { count: 3, examples: ['orders.eu.created-4', 'orders.eu.paid-1', 'audit-0'] },
    compacted: { count: 18, examples: ['customers', 'prices', 'stock-levels', 'sessions', 'devices'] },
    largeAllowed: { count: 2, examples: ['documents', 'images'] },
    streams: { count: 6, examples: ['pricing-prices-changelog', 'pricing-by-region-repartition'] },
    unread: [
      {
        part: { en: 'its quotas', zh: '配额' },
        reason: {
          en: 'The broker refused: CLUSTER_AUTHORIZATION_FAILED.',
          zh: 'broker 拒绝：CLUSTER_AUTHORIZATION_FAILED。',
        },
      },
    ],
  },
  coverage: { coveredMs: DAY, gaps: [{ ms: 41_000 }], records: 6_153_408_000 },
};

const topic = (name: string, share: number): View['topics'][number] => ({
  ...{ topic: name, partitions: 48, records: Math.round(share * 1e9), bytes: Math.round(share * 7.2e11) },
  ...{ diskBytes: Math.round(share * 2.1e12), cleanupPolicy: 'delete', retentionMs: 7 * DAY },
});

const problem = {
  ...{ code: 'KAFKA_UNREACHABLE', retriable: true, parameters: {} },
  message: {
    en: 'No broker answers at kafka.analytics.example:9093.',
    zh: 'kafka.analytics.example:9093 无应答。',
  },
  advice: { en: 'Check the address and the network.', zh: '请检查地址与网络。' },
};

/** A day with its ups and downs, and a while of which nothing is known. */
const trafficOf = (from: string, ms: number): Measurement['traffic'] =>
  Array.from({ length: 120 }, (_, i) => {
    const at = new Date(Date.parse(from) + ((i + 1) * ms) / 120).toISOString();
    if (i > 70 && i < 74) return { at, bytesPerSecond: null, recordsPerSecond: null };
    const load = 0.35 + 0.3 * Math.sin(i / 9) + 0.06 * Math.sin(i * 1.7) + (i === 50 ? 0.3 : 0);
    return { at, bytesPerSecond: load * 141 * MIB, recordsPerSecond: load * 210_000 };
  });

const measurement = (ms: number, samples: number): Measurement => ({
  ...{ startedAt: ago(2 * DAY), endsAt: ago(2 * DAY - ms), intervalMs: 60_000, samples, coveredMs: ms },
  ...{
    records: 6_153_408_000,
    bytes: 4.41e12,
    gaps: [],
    traffic: trafficOf(ago(2 * DAY), ms),
    problem: null,
  },
});

/** Assessments in every state. */
export const assessmentsOf = (): FakeAssessment[] => [
  {
    ...{
      id: idOf(703),
      name: null,
      clusterId: idOf(103),
      state: 'running',
      createdAt: ago(4 * MINUTE),
      topics: [],
    },
    input: {
      ...nothing,
      measured: figuresOf('measured', { brokers: 3, partitions: 96, serverVersion: '3.9' }),
    },
    measurement: {
      ...{ startedAt: ago(4 * MINUTE), endsAt: ago(-6 * MINUTE), intervalMs: 10_000, samples: 23 },
      ...{ coveredMs: 4 * MINUTE, records: 88_102, bytes: 64_500_000, gaps: [], traffic: [], problem },
    },
  },
  {
    ...{ id: idOf(701), name: null, clusterId: idOf(101), state: 'done', createdAt: ago(2 * DAY) },
    input: measuredInput,
    measurement: {
      ...measurement(DAY, 1_438),
      gaps: [{ from: ago(38 * HOUR), to: ago(38 * HOUR - 41_000) }],
    },
    topics: [topic('orders.eu.created', 1.9), topic('clickstream.web.page-view', 1.2), topic('audit', 0.4)],
  },
  {
    ...{
      id: idOf(702),
      name: 'branch office',
      clusterId: null,
      state: 'done',
      createdAt: ago(9 * DAY),
      topics: [],
    },
    input: {
      ...nothing,
      answers: { peakBytesIn: 60 * MIB, trafficIs: 'total', replicationFactor: 3, partitions: 400 },
    },
    measurement: null,
  },
];

const told = (one: FakeAssessment, world: AssessedWorld): View => {
  const { figures, limits, steps, recommendation, risks } = assess(one.input);
  const { brokers, decidedBy, partitions, perBroker } = recommendation;
  const cluster = world.clusters.find(({ id }) => id === one.clusterId);
  return {
    ...{ id: one.id, name: one.name, state: one.state, createdBy: 'wei.zhang', createdAt: one.createdAt },
    way: one.clusterId === null ? 'answers' : 'measured',
    cluster: one.clusterId === null ? null : { id: one.clusterId, name: cluster?.name ?? null },
    endedAt: one.state === 'running' ? null : one.createdAt,
    answers: one.input.answers as View['answers'],
    measurement: one.measurement,
    figures: [...figures],
    limits: [...limits],
    steps: steps.map(({ value, inputs, unit, ...step }) => ({
      ...{ ...step, unit, value: value ?? null, shown: shown(value, unit) },
      inputs: inputs.map((input) => ({ name: input.name, value: input.value ?? null })),
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
    risks: risks.map((risk) => ({ ...risk, facts: { ...risk.facts } })),
    topics: [...one.topics],
  };
};

/** What the fake service answers of assessments. */
export const assessmentHandlersOf = (world: AssessedWorld): AssessmentHandlers => {
  const found = (id: string): FakeAssessment => {
    const one = world.assessments.find((each) => each.id === id);
    if (!one) throw apiErrors.API_NOT_FOUND({ kind: 'assessment', id });
    return one;
  };
  return {
    listAssessments: ({ query: { offset, limit } }) => ({
      items: world.assessments.slice(offset, offset + limit).map((one) => {
        const {
          risks,
          recommendation,
          figures,
          limits,
          steps,
          topics,
          answers,
          measurement: of,
          ...fields
        } = told(one, world);
        const count = (severity: string) => risks.filter((risk) => risk.severity === severity).length;
        return {
          ...{ ...fields, endsAt: of?.endsAt ?? null },
          ...{ brokers: recommendation.brokers, complete: recommendation.complete },
          risks: { high: count('high'), medium: count('medium'), low: count('low'), info: count('info') },
        };
      }),
      total: world.assessments.length,
    }),
    createAssessment: ({ body: { name = null, measure, answers, limits } }) => {
      const made: FakeAssessment = {
        ...{ id: randomUUID(), name, clusterId: measure?.clusterId ?? null, createdAt: ago(0), topics: [] },
        state: measure ? 'running' : 'done',
        input: { ...nothing, answers: answers as Answers, limits },
        measurement: measure
          ? { ...measurement(measure.seconds * 1000, 0), records: null, bytes: null, coveredMs: 0 }
          : null,
      };
      world.assessments = [made, ...world.assessments];
      return told(made, world);
    },
    getAssessment: ({ params: { id } }) => told(found(id), world),
    watchAssessment: ({ params: { id } }, signal) => watch(() => told(found(id), world), signal),
    getAssessmentMarkdown: ({ params: { id }, query: { language } }) => ({
      markdown: assessmentMarkdown(assess(found(id).input), { name: id, measured: undefined }, language),
    }),
    updateAssessment: ({ params: { id }, body: { limits, answers } }) => {
      const one = found(id);
      one.input = {
        ...one.input,
        ...(limits ? { limits } : {}),
        ...(answers ? { answers: answers as Answers } : {}),
      };
      return told(one, world);
    },
    stopAssessment: ({ params: { id } }) => {
      found(id).state = 'stopped';
      return told(found(id), world);
    },
    deleteAssessment: ({ params: { id } }) => {
      world.assessments = world.assessments.filter((one) => one.id !== id);
      return undefined;
    },
  };
};
