import { type Answers, sourceFigures } from './answers.ts';
import { type FigureRow, type Figures, figureRows } from './figures.ts';
import { type GivenLimits, type LimitRow, limitRows, limitsOf } from './limits.ts';
import { type Recommendation, recommend } from './recommend.ts';
import { type Coverage, type Features, type Risk, risksOf } from './risks.ts';
import type { Step } from './steps.ts';

/** What an assessment is made of. */
export interface AssessmentInput {
  /** Empty where nothing was measured. */
  readonly measured: Figures;
  readonly features: Features;
  readonly coverage: Coverage | undefined;
  readonly answers: Answers;
  readonly limits: GivenLimits;
}

/** What a source is like, the smallest target for it with all of the arithmetic, and what to mind. */
export interface AssessmentReport {
  readonly figures: readonly FigureRow[];
  readonly limits: readonly LimitRow[];
  readonly steps: readonly Step[];
  readonly recommendation: Recommendation;
  readonly risks: readonly Risk[];
}

/** Assesses a source; the same input gives the same report. */
export const assess = ({
  measured,
  features,
  coverage,
  answers,
  limits,
}: AssessmentInput): AssessmentReport => {
  const { figures, steps } = sourceFigures(measured, answers);
  const holding = limitsOf(limits);
  const { steps: further, recommendation } = recommend(figures, holding);
  return {
    figures: figureRows(figures),
    limits: limitRows(limits),
    steps: [...steps, ...further],
    recommendation,
    risks: risksOf(figures, features, holding, coverage),
  };
};
