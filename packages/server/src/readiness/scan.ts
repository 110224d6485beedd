import { CodedError } from '@mqferry/core';
import type { KafkaClient } from '@mqferry/kafka';
import {
  bondText,
  readinessErrors as errors,
  type Findings,
  type MigrationFacts,
  type ReadinessItem,
  readinessOf,
  type TopicFacts,
  unitsOf,
} from '@mqferry/migration';
import { coded } from '../inventory/coded.ts';
import { bondsOf } from '../migrations/bonds.ts';
import { firstOf } from '../switches/gates/measured.ts';
import { measureGroups } from './measure-groups.ts';
import { type MeasuredLogs, measureLogs } from './measure-logs.ts';
import { denialBlocker, notWritable, retentionOf } from './measure-rights.ts';
import { measureSide, underReplicated } from './measured-side.ts';

/** What a scan has found. */
export interface Scan {
  readonly items: readonly ReadinessItem[];
  /** What is of no single topic or group. */
  readonly notes: readonly CodedError[];
}

const HOUR_MS = 3_600_000;

const NOTHING: Findings = { reasons: [], unmeasured: [], notes: [] };

/** The answer, or a defect or refusal as an error that can be told. */
const tried = <T>(answer: Promise<T>): Promise<T | CodedError> => answer.catch(coded);

const known = <T extends object>(answer: T | CodedError): T | undefined =>
  answer instanceof CodedError ? undefined : answer;

const errorsIn = (...answers: readonly unknown[]): CodedError[] =>
  answers.filter((answer) => answer instanceof CodedError);

const logFindings = (topic: string, logs: MeasuredLogs): Findings => {
  const open = logs.open.get(topic);
  const records = logs.written.get(topic) ?? 0n;
  return {
    reasons: open
      ? [errors.READINESS_TRANSACTION_OPEN({ topic, partitions: firstOf(open.map(String))! })]
      : [],
    unmeasured: [],
    notes: records > 0n ? [errors.READINESS_PRODUCERS_WRITE({ records, seconds: logs.seconds })] : [],
  };
};

/** Looks at both clusters for what would be in the way of switching a migration's topics now; changes nothing. */
export const scanReadiness = async (
  { topics: facts, now }: Pick<MigrationFacts, 'topics' | 'now'>,
  sourceOpened: Promise<KafkaClient>,
  targetOpened: Promise<KafkaClient>,
  signal: AbortSignal,
): Promise<Scan> => {
  const [source, target] = await Promise.all([
    measureSide('source', sourceOpened),
    measureSide('target', targetOpened),
  ]);
  if ('unreachable' in source) {
    const found = { ...NOTHING, unmeasured: [source.unreachable] };
    const measured = facts.map((each) => ({ facts: each, found }));
    return { items: readinessOf(measured, [], [], now), notes: [source.unreachable] };
  }
  const { client, metadata } = source;
  const onSource = facts.flatMap(({ topic, traffic }) => (traffic === 'on-source' ? [topic] : []));
  const present = onSource.filter((topic) => metadata.topics.has(topic));
  const partitions = present.flatMap((topic) =>
    metadata.topics.get(topic)!.partitions.map(({ partition }) => ({ topic, partition })),
  );
  const there = 'unreachable' in target ? undefined : target;
  const [logs, groups, bonds, refused, retention, noDenial] = await Promise.all([
    measureLogs(client, partitions, signal),
    measureGroups(client, there?.client, onSource),
    tried(bondsOf(client, onSource)),
    tried(notWritable(client, present)),
    tried(retentionOf(client, present)),
    denialBlocker(client),
  ]);
  const held = known(bonds) ?? [];
  const outside = new Map<string, { readonly topics: string[]; readonly bonds: string[] }>();
  const inside = new Set(facts.map(({ topic }) => topic));
  for (const bond of held) {
    const beyond = bond.topics.filter((topic) => !inside.has(topic));
    if (beyond.length === 0) continue;
    for (const topic of bond.topics) {
      const so = outside.get(topic) ?? { topics: [], bonds: [] };
      so.topics.push(...beyond);
      so.bonds.push(bondText(bond));
      outside.set(topic, so);
    }
  }
  // What could not be measured of all topics is unknown of each.
  const unmeasured = errorsIn(logs, groups, bonds);

  const findings = ({ topic }: TopicFacts): Findings => {
    const ofLogs = logs instanceof CodedError ? NOTHING : logFindings(topic, logs);
    const here = underReplicated(metadata, topic);
    const gone = there ? underReplicated(there.metadata, topic) : [];
    const keptMs = known(retention)?.get(topic);
    const beyond = outside.get(topic);
    return {
      reasons: [
        ...('unreachable' in target ? [target.unreachable] : []),
        ...ofLogs.reasons,
        ...(here.length === 0
          ? []
          : [errors.READINESS_SOURCE_UNDER_REPLICATED({ topic, partitions: firstOf(here.map(String))! })]),
        ...(gone.length === 0
          ? []
          : [errors.READINESS_TARGET_UNDER_REPLICATED({ topic, partitions: firstOf(gone.map(String))! })]),
      ],
      unmeasured,
      notes: [
        ...ofLogs.notes,
        ...(known(refused)?.has(topic) ? [errors.READINESS_COPIER_MAY_NOT_WRITE({ topic })] : []),
        ...(keptMs === undefined
          ? []
          : [errors.READINESS_RETENTION_LIMITS({ topic, hours: Math.floor(keptMs / HOUR_MS) })]),
        ...(beyond
          ? [
              errors.READINESS_BEYOND_MIGRATION({
                topics: firstOf([...new Set(beyond.topics)])!,
                bonds: firstOf([...new Set(beyond.bonds)])!,
              }),
            ]
          : []),
      ],
    };
  };
  return {
    items: readinessOf(
      facts.map((each) => ({ facts: each, found: findings(each) })),
      known(groups) ?? [],
      unitsOf(onSource, held),
      now,
    ),
    notes: [...(noDenial ? [noDenial] : []), ...errorsIn(refused, retention)],
  };
};
