import { Steps } from 'antd';
import { useTexts } from '../../texts/use-texts.ts';

const STEPS = ['clusters', 'selection', 'plan', 'start'] as const;
export type WizardStep = (typeof STEPS)[number];

/** How far the making of a migration has come. */
export const WizardSteps = ({ current }: { readonly current: WizardStep }) => {
  const { t } = useTexts();
  return (
    <Steps
      size="small"
      current={STEPS.indexOf(current)}
      items={STEPS.map((step) => ({ title: t(`wizard.step.${step}`) }))}
    />
  );
};
