import { StepRail } from '../../parts/step-rail.tsx';
import { useTexts } from '../../texts/use-texts.ts';

const STEPS = ['clusters', 'selection', 'plan', 'start'] as const;
export type WizardStep = (typeof STEPS)[number];

/** How far the making of a migration has come. */
export const WizardSteps = ({ current }: { readonly current: WizardStep }) => {
  const { t } = useTexts();
  return <StepRail titles={STEPS.map((step) => t(`wizard.step.${step}`))} current={STEPS.indexOf(current)} />;
};
