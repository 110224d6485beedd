import { StepRail } from '../../parts/step-rail.tsx';
import { useTexts } from '../../texts/use-texts.ts';

const STEPS = ['document', 'choice', 'plan', 'start'] as const;

/** How far the making of an import has come. */
export const ImportSteps = ({ current }: { readonly current: (typeof STEPS)[number] }) => {
  const { t } = useTexts();
  return (
    <StepRail titles={STEPS.map((step) => t(`newImport.step.${step}`))} current={STEPS.indexOf(current)} />
  );
};
