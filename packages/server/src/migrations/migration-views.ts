import { type Answer, type Problem, problemOf, type Routes } from '@mqferry/api';
import type { CodedError } from '@mqferry/core';
import {
  ADVICE_PHRASES,
  adviceOf,
  type CopyIntent,
  type MigrationFacts,
  nextSteps,
  sentenceOf,
  verificationState,
} from '@mqferry/migration';
import { refusalsOf } from '@mqferry/replication';
import type { Clusters, Documents, StoredMigration, Switches } from '@mqferry/store';
import type { Copies } from '../copies/copies.ts';
import { documentName } from '../copies/document-names.ts';
import type { KeptCopy } from '../copies/kept-copy.ts';
import { trafficOf } from '../switches/traffic-of.ts';
import { copiedTopics, heldSettings } from './journal-facts.ts';
import type { MigrationPlans } from './migration-plans.ts';
import { storedSelection } from './selection-of.ts';
import { reportsOf, type TopicView, topicView } from './topic-views.ts';

type View = Answer<Routes['getMigration']>;

/** A migration as it is wanted and as it is seen. */
export interface SeenMigration {
  readonly facts: MigrationFacts;
  readonly topics: readonly TopicView[];
  readonly view: View;
}

const ratesOf = (copy: KeptCopy | undefined): View['copy']['forward'] => {
  const report = copy?.report;
  if (!report || copy.error) return null;
  const { at, copiedRecords, copiedBytes, lag, throttledBy, recoveries, topics } = report;
  const ages = topics.flatMap(({ status: { lagMs } }) => (lagMs === undefined ? [] : [lagMs]));
  return {
    ...{ at: new Date(at).toISOString(), copiedRecords, copiedBytes, lag, recoveries },
    recordsPerSecond: copy.rates.now.recordsPerSecond,
    bytesPerSecond: copy.rates.now.bytesPerSecond,
    lagMs: ages.length === 0 ? null : Math.max(...ages),
    throttledBy: throttledBy ?? null,
  };
};

const told = (error: CodedError | undefined): Problem | undefined => error && problemOf(error);

/** Tells of migrations: what is wanted comes from the store, what is seen from the copies. */
export class MigrationViews {
  readonly #clusters: Clusters;
  readonly #documents: Documents;
  readonly #switches: Switches;
  readonly #plans: MigrationPlans;
  readonly #copies: Copies;

  constructor(
    { clusters, documents, switches }: { clusters: Clusters; documents: Documents; switches: Switches },
    plans: MigrationPlans,
    copies: Copies,
  ) {
    this.#clusters = clusters;
    this.#documents = documents;
    this.#switches = switches;
    this.#plans = plans;
    this.#copies = copies;
  }

  async of(stored: StoredMigration, now: number): Promise<SeenMigration> {
    const [journal, journalBack, switches, source, target] = await Promise.all([
      this.#documents.read(stored.id, documentName('forward', 'journal')),
      this.#documents.read(stored.id, documentName('back', 'journal')),
      this.#switches.list(stored.id),
      this.#clusters.get(stored.source_id),
      this.#clusters.get(stored.target_id),
    ]);
    const plan = this.#plans.known(stored);
    const { forward, back } = this.#copies.of(stored.id);
    const intent = stored.intent as CopyIntent;
    const reports = reportsOf(forward?.report, back?.report);
    const planned = plan?.topics.map(({ topic }) => topic) ?? [];
    const copied = new Set(copiedTopics(journal));
    const { states: traffic } = trafficOf(switches);
    const names = [...new Set([...copied, ...reports.keys(), ...planned, ...traffic.keys()])].sort();
    const error = told(forward?.error ?? back?.error);
    const known = {
      ...{ names, reports, traffic, copied },
      ...{ isRunning: intent === 'run', error: intent === 'run' ? error : undefined },
    };
    const seen = names.map((topic) => topicView(topic, known, now));
    const facts: MigrationFacts = {
      ...{ intent, completed: stored.completed === 1, now },
      topics: seen.map((topic) => topic.facts),
      plan: plan && { refusals: refusalsOf(plan) },
      held: heldSettings(journal) + heldSettings(journalBack),
    };
    const advice = adviceOf(facts, known.error !== undefined);
    const topics = seen.map(({ view }) => view);
    const count = (is: (topic: TopicView) => boolean) => topics.filter(is).length;
    return {
      facts,
      topics,
      view: {
        migration: {
          ...{ id: stored.id, name: stored.name, intent, completed: facts.completed },
          source: { id: stored.source_id, name: source!.name },
          target: { id: stored.target_id, name: target!.name },
          selection: storedSelection(stored),
          ...{ bytesPerSecond: stored.bytes_per_second, revision: stored.revision },
          createdAt: stored.created_at,
          sentence: sentenceOf(facts),
          error: known.error ?? null,
          advice: { id: advice, text: ADVICE_PHRASES[advice] },
          next: nextSteps(facts).map(({ action, blockedBy }) => ({
            action,
            blockedBy: blockedBy ? problemOf(blockedBy) : null,
          })),
          topics: {
            total: topics.length,
            inStep: count(({ copy }) => copy === 'in-step'),
            stopped: count(({ copy }) => copy === 'stopped'),
            verified: facts.topics.filter((t) => verificationState(t.verification, now) === 'equal').length,
            different: count(({ verification }) => verification.state === 'different'),
            onTarget: count(({ traffic }) => traffic === 'on-target'),
          },
        },
        copy: { forward: ratesOf(forward), back: ratesOf(back) },
      },
    };
  }
}
