import { problemOf } from '@mqferry/api';
import { checkText, type TopicMove as DomainMove, riskOf } from '@mqferry/migration';
import type { TopicMove } from './fake-task.ts';

type Evidence = DomainMove['checks'][number]['evidence'];

/** What was seen, as the service tells it. */
export const toldEvidence = (evidence: Evidence): TopicMove['checks'][number]['evidence'] =>
  Object.fromEntries(
    Object.entries(evidence).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'bigint' ? String(value) : value]],
    ),
  );

/** A step of a topic as the service tells it. */
export const toldMove = ({ topic, from, to, checks, blockedBy, risks, presets }: DomainMove): TopicMove => ({
  ...{ topic, from: from ?? null, to: to ?? null, presets: [...presets] },
  checks: checks.map(({ id, verdict, at, evidence, reason }) => ({
    ...{ id, name: checkText(id).name, verdict, at: new Date(at).toISOString() },
    ...{
      reason: reason ? problemOf(reason) : null,
      evidence: toldEvidence(evidence),
      risk: riskOf(id) ?? null,
    },
  })),
  blockedBy: blockedBy ? problemOf(blockedBy) : null,
  forced: risks.map(({ check }) => check),
});
