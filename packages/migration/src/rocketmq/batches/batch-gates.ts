import type { Side } from '../../facts.ts';
import { told } from '../../told.ts';
import { drained, nothingPending, standsStill } from '../checks/draining.ts';
import { groupsOnTarget, offsetsOnTarget, topicOnTarget } from '../checks/target-ready.ts';
import { failed, type Outcome, passed, unknown } from '../checks/view.ts';
import type { GroupFacts, Peer } from '../facts.ts';
import { batchErrors as errors } from './batch-errors.ts';
import { type BatchFacts, groupsWith, overTopics } from './batch-facts.ts';

const count = ({ sides }: GroupFacts, side: Side): number => sides[side].consumers?.length ?? 0;

const unmeasured = (facts: BatchFacts, side: Side): readonly string[] =>
  groupsWith(facts, ({ sides }) => sides[side].consumers === undefined);

/** Groups with consumers on the source and none on the target. */
export const groupsNotOnTarget = (facts: BatchFacts): readonly string[] =>
  groupsWith(facts, (group) => count(group, 'source') > 0 && group.sides.target.consumers?.length === 0);

/** Groups with consumers on the target. */
export const groupsOnTheTarget = (facts: BatchFacts): readonly string[] =>
  groupsWith(facts, (group) => count(group, 'target') > 0);

/** The target has the topics and groups, and no group will skip a message there. */
export const targetReady = (facts: BatchFacts): Outcome =>
  overTopics(facts, topicOnTarget, groupsOnTarget, offsetsOnTarget);

/** Each group that runs has a consumer on the target. */
export const someConsumers = (facts: BatchFacts): Outcome => {
  if (!facts.groups) return unknown([...facts.topics.keys()]);
  const without = groupsNotOnTarget(facts);
  const evidence = { groups: facts.groups.size, notOnTarget: without.length };
  if (without.length > 0) return failed(errors.BATCH_NO_CONSUMERS_YET({ groups: told(without) }), evidence);
  const open = [...new Set([...unmeasured(facts, 'source'), ...unmeasured(facts, 'target')])];
  return open.length > 0 ? unknown(open, evidence) : passed(evidence);
};

/** Whether anything of these topics was written on the target; undefined: not known. */
export const isTargetWritten = ({ topics }: BatchFacts): boolean | undefined => {
  const ends = [...topics.values()].map(({ sides }) => sides.target.ends);
  if (ends.some((of) => [...(of?.values() ?? [])].some(({ end }) => end > 0n))) return true;
  return ends.includes(undefined) ? undefined : false;
};

/** Somebody writes to the target. */
export const someProducers = (facts: BatchFacts): Outcome => {
  const written = isTargetWritten(facts);
  if (written === undefined) return unknown([...facts.topics.keys()]);
  return written ? passed() : failed(errors.BATCH_NO_PRODUCERS_YET({}));
};

const nameOf = ({ clientId, address }: Peer): string => clientId ?? address;

/** Nobody writes to the source any more: no producer is seen there, and its ends stand still. */
export const allProducers = (facts: BatchFacts): Outcome => {
  const sources = [...facts.topics].map(([topic, { sides }]) => [topic, sides.source.writers] as const);
  const writers = [...new Set(sources.flatMap(([, of]) => of ?? []).map(nameOf))];
  const evidence = { topics: facts.topics.size, producers: writers.length };
  if (writers.length > 0) return failed(errors.BATCH_PRODUCERS_LEFT({ producers: told(writers) }), evidence);
  const still = overTopics(facts, (view) => standsStill('source', view));
  if (still.verdict !== 'pass') return { ...still, evidence: { ...still.evidence, ...evidence } };
  const open = sources.flatMap(([topic, of]) => (of ? [] : [topic]));
  return open.length > 0 ? unknown(open, evidence) : passed(evidence);
};

/** The source is read to its end, by every group. */
export const sourceDrained = (facts: BatchFacts): Outcome => {
  const groups =
    facts.groups &&
    [...facts.groups].filter(([name, { broadcasting }]) => !broadcasting || !facts.saidRead.has(name));
  const measured = { ...facts, groups: groups && new Map(groups) };
  return overTopics(measured, nothingPending('source'), drained('source'));
};

/** No consumer is on the source any more. */
export const remainingConsumers = (facts: BatchFacts): Outcome => {
  if (!facts.groups) return unknown([...facts.topics.keys()]);
  const left = [...facts.groups].flatMap(([name, { sides }]) =>
    (sides.source.consumers ?? []).map((consumer) => `${nameOf(consumer)} (${name})`),
  );
  const evidence = { groups: facts.groups.size, consumers: left.length };
  if (left.length > 0) return failed(errors.BATCH_CONSUMERS_LEFT({ consumers: told(left) }), evidence);
  const open = unmeasured(facts, 'source');
  return open.length > 0 ? unknown(open, evidence) : passed(evidence);
};
