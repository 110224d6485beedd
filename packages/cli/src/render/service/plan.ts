import type { Language } from '@mqferry/core';
import type { ClusterFacts, PlanWarning } from '@mqferry/replication';
import type { ServicePlan } from '../../service/find.ts';
import { isTextKey, type Texts, textsOf } from '../../texts/texts.ts';
import { namesText, warningText } from '../names.ts';
import { grouped } from '../numbers.ts';
import { inOrder, type PlanView, type TopicView } from '../plan-view.ts';

type Facts = ServicePlan['source'];
type Topic = ServicePlan['topics'][number];
type Warning = ServicePlan['warnings'][number];

const factsOf = ({ clusterId, brokers, usableBytes }: Facts): ClusterFacts => ({
  ...{ clusterId: clusterId ?? undefined, brokers, usableBytes: usableBytes ?? undefined },
});

const topicOf = (plan: Topic, language: Language): TopicView => {
  const { topic, action, addedPartitions, holes, blanks, replicationFactor, cleanupPolicy } = plan;
  const { refusal, mode, transactions, held, notes, bytesToCopy, gaps, partitions } = plan;
  return {
    ...{ topic, action, addedPartitions, holes, blanks, replicationFactor, cleanupPolicy, held, partitions },
    ...{ bytesToCopy: bytesToCopy ?? undefined, filled: 0n, present: 0n },
    notes: notes.map((note) => ({ ...note, target: note.target ?? undefined })),
    mode: refusal ? 'refused' : transactions === 'committed' ? 'committed' : mode,
    gaps: gaps === 0n ? [] : [textsOf(language)('plan.gaps', { topic, records: grouped(gaps) })],
    mappedBecause: plan.mappedBecause?.message[language],
  };
};

/** A service may be newer than this command line, and warn of what that has no words for. */
const warningOf = ({ code, topic, values }: Warning, t: Texts): string =>
  isTextKey(`plan.warning.${code}`)
    ? warningText({ code, topic: topic ?? undefined, values } as PlanWarning, t)
    : [topic, code, JSON.stringify(values)].filter((part) => part !== null).join(' ');

/** Topics that each can move alone are not told of. */
const unitsOf = ({ units }: ServicePlan, t: Texts): string[] =>
  units
    .filter(({ topics }) => topics.length > 1)
    .map(({ topics, bonds }) => {
      const names = bonds.map(({ kind, name }) => t(`plan.bond.${kind}`, { name }));
      return t('plan.unit', { topics: namesText(topics, t), bonds: namesText([...new Set(names)], t) });
    });

/** What is shown of a plan that the service has made. */
export const viewOfServicePlan = (plan: ServicePlan, language: Language): PlanView => ({
  ...{ source: factsOf(plan.source), target: factsOf(plan.target) },
  ...{ leftOut: plan.leftOut, groups: plan.groups, heldOnBrokers: plan.heldOnBrokers },
  topics: inOrder(plan.topics).map((topic) => topicOf(topic, language)),
  warnings: plan.warnings.map((warning) => warningOf(warning, textsOf(language))),
  refusals: plan.refusals.map(({ code, message, advice }) => ({
    ...{ code, text: message[language], advice: advice[language] },
  })),
  units: unitsOf(plan, textsOf(language)),
  mapsIn: 'service',
});
