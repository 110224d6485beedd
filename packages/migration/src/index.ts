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
export { batchErrors } from './rocketmq/batches/batch-errors.ts';
export { type BatchFacts, batchFactsOf, batchKinds } from './rocketmq/batches/batch-facts.ts';
export { BATCH_NOTES, BATCH_TEXTS } from './rocketmq/batches/batch-texts.ts';
export {
  BATCH_GATES,
  BATCH_REFUSALS,
  BATCH_STAGES,
  type BatchStage,
  type BatchStanding,
  batchAlarms,
  batchBlockedBy,
  batchPresets,
  batchProgress,
  batchStageLeft,
  batchStandings,
  isToBegin,
} from './rocketmq/batches/batches.ts';
export { carriedEnds, carriedShown } from './rocketmq/carry.ts';
export { CHECK_TEXTS, checkText, riskOf } from './rocketmq/checks/check-texts.ts';
export { CHECKS, type CheckResult } from './rocketmq/checks/checks.ts';
export { STILL_FOR_MS } from './rocketmq/checks/draining.ts';
export { DEFAULT_PACE, dwellLeft, type Taking, takings } from './rocketmq/dwell.ts';
export type {
  ClusterFacts,
  GatewayFacts,
  GroupFacts,
  GroupSide,
  Pace,
  Peer,
  PendingKind,
  SeamlessFacts,
  SeenClient,
  TopicFacts as SeamlessTopicFacts,
  TopicSide,
} from './rocketmq/facts.ts';
export {
  type FactsIndex,
  GONE_AFTER_MS,
  hostOf,
  indexOf as factsIndex,
  isStraight,
} from './rocketmq/facts-index.ts';
export { KIND_TEXTS, type MessageKind } from './rocketmq/kinds.ts';
export { LOG_TEXTS, logPhrase } from './rocketmq/log-phrase.ts';
export { MOTION_TEXTS } from './rocketmq/motion-texts.ts';
export { type ForcedRisk, type Motion, movesOf, type StepRequest, type TopicMove } from './rocketmq/moves.ts';
export { eitherShare, type Routing, routingOf } from './rocketmq/routing.ts';
export {
  type Access,
  BATCH_STATE_TEXT,
  HELD_TEXT,
  isRead,
  isWritten,
  mayHold,
  ONLY_SOURCE,
  type Position,
  type Share,
  STATE_TEXTS,
  shareOf,
  statesOf,
  TOPIC_STATES,
  type TopicKind,
  type TopicState,
} from './rocketmq/states.ts';
export { stepErrors } from './rocketmq/step-errors.ts';
export {
  type PublishedTopic,
  performMoves,
  planStep,
  type StepPlan,
  type StepVerbs,
} from './rocketmq/step-plan.ts';
export { waysOf } from './rocketmq/step-ways.ts';
export {
  type CheckId,
  checksOf,
  nextState,
  STEPS,
  type Step as TopicStep,
  stepFrom,
} from './rocketmq/steps.ts';
export {
  presentStep,
  removalBlockedBy,
  TASK_ACTIONS,
  TASK_STEPS,
  type TaskAction,
  type TaskFacts,
  type TaskIntent,
  type TaskStep,
  type TaskStepId,
  targetBlockedBy,
  taskActionOf,
  taskBlockedBy,
  taskSteps,
  topicsWithStep,
} from './rocketmq/task.ts';
export { seamlessTaskErrors } from './rocketmq/task-errors.ts';
export {
  countByState,
  readinessPhrase,
  SENTENCES as TASK_SENTENCES,
  stateText,
  type TaskSentence,
  taskSentence,
} from './rocketmq/task-sentence.ts';
export { TASK_STEP_TEXTS, taskActionNote } from './rocketmq/task-texts.ts';
export { isCopied, type Runbook, type Stage, stagePhrase, switchNotes, type Way } from './runbooks.ts';
export { type Phrase, type Sentence, sentenceOf } from './sentence.ts';
export { told } from './told.ts';
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
