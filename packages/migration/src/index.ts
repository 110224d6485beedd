export {
  ACTIONS,
  type Action,
  blockedBy,
  type Guard,
  type NextStep,
  newLogBlockers,
  nextSteps,
  switchBlockers,
} from './actions.ts';
export {
  DUMP_ACTIONS,
  type DumpAction,
  type DumpFacts,
  type DumpIntent,
  type DumpState,
  dumpBlockedBy,
  dumpState,
  dumpTaskErrors,
} from './dumps.ts';
export { migrationErrors } from './errors.ts';
export {
  type Operation,
  observed,
  type Perform,
  performOperation,
  planOperation,
  type StepObserver,
  type Verbs,
} from './executor.ts';
export {
  type CopyFacts,
  type CopyIntent,
  type CopyState,
  type MigrationFacts,
  type Side,
  type TopicFacts,
  type TrafficState,
  VERIFICATION_HOLDS_MS,
  type VerificationFacts,
  type VerificationState,
  verificationState,
} from './facts.ts';
export { type Evidence, type Gate, type Measurement, standing, type Verdict } from './gates.ts';
export { type ActionPlan, canonical, confirm, type Plain, type PlanStep, planOf, remainder } from './plan.ts';
export { type Phrase, type Sentence, sentenceOf } from './sentence.ts';
export { type Bond, streamsBonds, type Unit, unitsOf } from './units.ts';
