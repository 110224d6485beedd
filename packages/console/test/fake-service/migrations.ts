import type { Answer, Routes } from '@mqferry/api';
import { problemOf } from '@mqferry/api';
import type { CodedError } from '@mqferry/core';
import {
  ADVICE_PHRASES,
  adviceOf,
  type MigrationFacts,
  nextSteps,
  sentenceOf,
  type TopicFacts,
} from '@mqferry/migration';
import type { Topic } from './topics.ts';

export type View = Answer<Routes['getMigration']>;
export type Migration = View['migration'];
export type Rates = NonNullable<View['copy']['forward']>;

/** A migration of the fake service: what is told of it is derived as the real one does. */
export interface FakeMigration {
  readonly id: string;
  readonly name: string;
  readonly source: { readonly id: string; readonly name: string };
  readonly target: { readonly id: string; readonly name: string };
  intent: Migration['intent'];
  completed: boolean;
  revision: number;
  selection: Migration['selection'];
  bytesPerSecond: number | null;
  readonly createdAt: string;
  readonly error?: CodedError;
  readonly refusals: readonly CodedError[];
  readonly held: number;
  readonly topics: readonly Topic[];
  readonly copy: View['copy'];
}

const factsOf = ({ topic, copy, lag, verification, traffic }: Topic): TopicFacts => ({
  topic,
  copy: { state: copy, lag: lag ?? undefined },
  verification:
    verification.state === 'none'
      ? undefined
      : {
          state: verification.state === 'stale' ? 'equal' : verification.state,
          at: Date.parse(verification.at ?? ''),
        },
  traffic,
});

/** What the service tells of a migration. */
export const toldMigration = (made: FakeMigration): Migration => {
  const { id, name, source, target, selection, bytesPerSecond, intent, completed, revision, topics } = made;
  const facts: MigrationFacts = {
    ...{ intent, completed, held: made.held, now: Date.now() },
    topics: topics.map(factsOf),
    plan: { refusals: made.refusals },
  };
  const advice = adviceOf(facts, made.error !== undefined);
  const count = (holds: (topic: Topic) => boolean): number => topics.filter(holds).length;
  return {
    ...{ id, name, source, target, selection, bytesPerSecond, intent, completed, revision },
    createdAt: made.createdAt,
    sentence: sentenceOf(facts),
    error: made.error ? problemOf(made.error) : null,
    advice: { id: advice, text: ADVICE_PHRASES[advice] },
    next: nextSteps(facts).map(({ action, blockedBy }) => ({
      action,
      blockedBy: blockedBy ? problemOf(blockedBy) : null,
    })),
    topics: {
      total: topics.length,
      inStep: count(({ copy }) => copy === 'in-step'),
      stopped: count(({ copy }) => copy === 'stopped'),
      verified: count(({ verification }) => verification.state === 'equal'),
      different: count(({ verification }) => verification.state === 'different'),
      onTarget: count(({ traffic }) => traffic === 'on-target'),
    },
  };
};

/** Rates as of a moment ago. */
export const ratesOf = (given: Partial<Rates> = {}): Rates => ({
  at: new Date().toISOString(),
  copiedRecords: 8_412_332_190,
  copiedBytes: 3_602_113_998_112,
  recordsPerSecond: 48_210.4,
  bytesPerSecond: 41_943_040,
  lag: 1204n,
  lagMs: 340,
  throttledBy: null,
  recoveries: 0,
  ...given,
});
