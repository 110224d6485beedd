import { type Answer, problemOf, type Routes } from '@mqferry/api';
import { checkText, type TopicMove } from '@mqferry/migration';

export type MoveView = Answer<Routes['planSeamlessStep']>['topics'][number];
type CheckView = MoveView['checks'][number];

/** What was seen, as the API tells it; what is not known is left out. */
export const plainEvidence = (evidence: TopicMove['checks'][number]['evidence']): CheckView['evidence'] =>
  Object.fromEntries(
    Object.entries(evidence).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'bigint' ? String(value) : value]],
    ),
  );

/** A step of a topic as the API tells it. */
export const moveView = ({ topic, from, to, checks, blockedBy, risks, presets }: TopicMove): MoveView => ({
  ...{ topic, from: from ?? null, to: to ?? null },
  checks: checks.map(({ id, verdict, at, reason, evidence }) => {
    const { name, risk } = checkText(id);
    return {
      ...{ id, name, verdict, at: new Date(at).toISOString(), risk: risk ?? null },
      ...{ reason: reason ? problemOf(reason) : null, evidence: plainEvidence(evidence) },
    };
  }),
  blockedBy: blockedBy ? problemOf(blockedBy) : null,
  forced: risks.map(({ check }) => check),
  presets: [...presets],
});
