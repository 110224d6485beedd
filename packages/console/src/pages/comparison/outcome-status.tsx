import type { ComparedItem } from '../../api/types.ts';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';

const TONES: Readonly<Record<ComparedItem['outcome'], Tone>> = {
  'source-only': 'warn',
  differs: 'warn',
  'target-only': 'idle',
  equal: 'good',
};

/** What a comparison found of one item. */
export const OutcomeStatus = ({ outcome }: Pick<ComparedItem, 'outcome'>) => {
  const { t } = useTexts();
  return <Status tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</Status>;
};
