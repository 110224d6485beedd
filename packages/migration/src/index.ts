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
export { ADVICE_PHRASES, type Advice, adviceOf } from './advice.ts';
export type { Answers } from './assessment/answers.ts';
export { type AssessmentInput, type AssessmentReport, assess } from './assessment/assess.ts';
export { type FigureName, type Figures, figuresOf, type Origin } from './assessment/figures.ts';
export type { GivenLimits } from './assessment/limits.ts';
export { assessmentMarkdown, HEADINGS, type ReportHead } from './assessment/markdown.ts';
export type { Coverage, Features, Found, Risk } from './assessment/risks.ts';
export { MOST_HOLES } from './assessment/risks.ts';
export { filled, lengthOfTime, shown } from './assessment/shown.ts';
export type { Step } from './assessment/steps.ts';
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
export { evidenceLabel, type GateId, gateText } from './gate-texts.ts';
export { type Evidence, type Gate, type Measurement, standing, type Verdict } from './gates.ts';
export { type ActionPlan, canonical, confirm, type Plain, type PlanStep, planOf } from './plan.ts';
export {
  type Findings,
  type MeasuredGroup,
  type MeasuredTopic,
  type ReadinessItem,
  type ReadinessVerdict,
  readinessOf,
} from './readiness.ts';
export { readinessErrors } from './readiness-errors.ts';
export { isCopied, type Runbook, type Stage, stagePhrase, switchNotes, type Way } from './runbooks.ts';
export { type Phrase, type Sentence, sentenceOf } from './sentence.ts';
export {
  type Bond,
  bondText,
  type SplitUnit,
  splitUnits,
  streamsBonds,
  type Unit,
  unitBlocker,
  unitsOf,
} from './units.ts';
