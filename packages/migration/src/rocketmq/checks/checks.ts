import { type Measurement, standing } from '../../gates.ts';
import { stepErrors as errors } from '../step-errors.ts';
import { type CheckId, checksOf, type Step } from '../steps.ts';
import { clientsMoved, clientsOnBoth } from './clients.ts';
import { drained, nothingPending, targetUnwritten } from './draining.ts';
import { kindsFit } from './kinds-fit.ts';
import { gatewaysServe, routesTaken } from './routes.ts';
import { groupsOnTarget, offsetsOnTarget, queuesOnTarget, topicOnTarget } from './target-ready.ts';
import { type Outcome, seconds, type View } from './view.ts';

/** What a check is measured from; it is as old as the oldest of these. */
type Part = 'now' | 'clients' | 'topic' | 'groups';

interface Check {
  readonly measure: (view: View) => Outcome;
  readonly from: readonly Part[];
  /** For how long what was measured is worth anything, in milliseconds. */
  readonly holdsForMs: number;
}

const SECONDS = 1000;

const check = (measure: Check['measure'], holdsForSeconds: number, ...from: Part[]): Check => ({
  ...{ measure, from },
  holdsForMs: holdsForSeconds * SECONDS,
});

/** How each check is measured. What clients do changes in seconds, what administrators do in minutes. */
export const CHECKS: Readonly<Record<CheckId, Check>> = {
  'gateways-serve': check(gatewaysServe, 15, 'now'),
  'clients-moved': check(clientsMoved, 60, 'clients', 'topic', 'groups'),
  'routes-taken': check(routesTaken, 30, 'clients'),
  'clients-on-both': check(clientsOnBoth, 60, 'groups'),
  'topic-on-target': check(topicOnTarget, 300, 'topic'),
  'queues-on-target': check(queuesOnTarget, 300, 'topic'),
  'groups-on-target': check(groupsOnTarget, 300, 'groups'),
  'offsets-on-target': check(offsetsOnTarget, 300, 'groups'),
  'kinds-fit': check(kindsFit, 300, 'topic', 'groups'),
  'target-unwritten': check(targetUnwritten, 10, 'topic'),
  'nothing-pending-on-source': check(nothingPending('source'), 30, 'topic'),
  'nothing-pending-on-target': check(nothingPending('target'), 30, 'topic'),
  'source-drained': check(drained('source'), 30, 'topic', 'groups'),
  'target-drained': check(drained('target'), 30, 'topic', 'groups'),
};

/** One check of a step, as it was measured. */
export interface CheckResult extends Measurement {
  readonly id: CheckId;
}

const measuredAt = (part: Part, { of, groups, facts }: View): number => {
  if (part === 'now') return facts.now;
  if (part === 'clients') return facts.clientsAt;
  if (part === 'topic') return of.at;
  return Math.min(facts.now, ...(groups ?? []).map(([, { at }]) => at));
};

const resultOf = (id: CheckId, view: View): CheckResult => {
  const { measure, from, holdsForMs } = CHECKS[id];
  const { now } = view.facts;
  const measured = { ...measure(view), id, at: Math.min(...from.map((part) => measuredAt(part, view))) };
  if (standing({ holdsForMs }, measured, now) !== 'expired') return measured;
  const reason = errors.SEAMLESS_MEASURED_LONG_AGO({ seconds: seconds(now - measured.at) });
  return { ...measured, verdict: 'inconclusive', reason };
};

/** All checks of a step, in their order. What was measured too long ago does not pass. */
export const measureStep = (step: Pick<Step, 'checks'>, view: View): readonly CheckResult[] =>
  checksOf(step, view.of.position).map((id) => resultOf(id, view));
