import type { Answer, Problem, Routes } from '@mqferry/api';
import {
  type CopyState,
  type TopicFacts,
  type TrafficState,
  type VerificationFacts,
  verificationState,
} from '@mqferry/migration';
import type { CopyReport, TopicReport } from '../copies/copy-calls.ts';

/** A topic as the API tells of it. */
export type TopicView = Answer<Routes['listMigrationTopics']>['items'][number];

/** What is known of the topics of a migration. */
export interface KnownTopics {
  /** In order of name. */
  readonly names: readonly string[];
  readonly reports: ReadonlyMap<string, { readonly report: TopicReport; readonly at: number }>;
  readonly traffic: ReadonlyMap<string, TrafficState>;
  /** Topics that were prepared on the target. */
  readonly copied: ReadonlySet<string>;
  readonly isRunning: boolean;
  /** What has ended the copy. */
  readonly error: Problem | undefined;
}

/** The topics of both copies; of a topic that is copied back its copy back tells. */
export const reportsOf = (...copies: readonly (CopyReport | undefined)[]): KnownTopics['reports'] =>
  new Map(
    copies.flatMap((copy) =>
      copy ? copy.topics.map((report) => [report.topic, { report, at: copy.at }] as const) : [],
    ),
  );

const verificationOf = (
  verification: NonNullable<TopicReport['verification']>,
  at: number,
): VerificationFacts => {
  const { differences, failed, ageMs } = verification;
  if (differences > 0 || failed > 0) return { state: 'different', at };
  return ageMs === undefined ? { state: 'running', at } : { state: 'equal', at: at - ageMs };
};

/** A topic on its three axes, and as the API tells of it. */
export const topicView = (
  topic: string,
  { reports, traffic, copied, isRunning, error }: KnownTopics,
  now: number,
): {
  readonly facts: Omit<TopicFacts, 'copy'> & { copy: { state: CopyState; lag: bigint | undefined } };
  readonly view: TopicView;
} => {
  const known = reports.get(topic);
  const report = known?.report;
  const status = report?.status;
  const compared = report?.verification;
  const verification = compared && verificationOf(compared, known!.at);
  const silent = isRunning ? 'waiting' : copied.has(topic) ? 'paused' : 'not-begun';
  const state = error ? 'stopped' : (report?.state ?? silent);
  const where = traffic.get(topic) ?? 'on-source';
  return {
    facts: {
      topic,
      copy: { state, lag: status?.lag },
      verification,
      traffic: where,
      comparedAtEnd: report?.comparedAtEnd ?? false,
      mapped: report?.mapped ?? false,
    },
    view: {
      topic,
      copy: state,
      copiedRecords: status?.copiedRecords ?? null,
      copiedBytes: status?.copiedBytes ?? null,
      lag: status?.lag ?? null,
      lagMs: status?.lagMs ?? null,
      error: report?.error ?? error ?? null,
      verification: {
        state: verificationState(verification, now),
        at: verification ? new Date(verification.at).toISOString() : null,
        records: compared?.records ?? 0,
        differences: compared?.differences ?? 0,
      },
      traffic: where,
    },
  };
};
