import type { Comparison } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { OUTCOMES, type Outcome } from './comparison-shape.ts';
import { OutcomeStatus } from './outcome-status.tsx';

const COUNTS = {
  'source-only': 'sourceOnly',
  'target-only': 'targetOnly',
  differs: 'differing',
  equal: 'equal',
} as const;

/** How many items there are of each outcome; each count filters the list by its outcome, or takes that filter away. */
export const Outcomes = ({
  counts,
  chosen,
  onChoose,
}: {
  readonly counts: NonNullable<Comparison['counts']>;
  readonly chosen: Outcome | undefined;
  readonly onChoose: (outcome: Outcome | undefined) => void;
}) => {
  const { t, language } = useTexts();
  return (
    <fieldset className="outcomes" aria-label={t('compare.outcome')}>
      {OUTCOMES.map((outcome) => (
        <button
          key={outcome}
          type="button"
          className="outcome"
          aria-pressed={outcome === chosen}
          onClick={() => onChoose(outcome === chosen ? undefined : outcome)}
        >
          <span className="outcome-count">{grouped(counts[COUNTS[outcome]], language)}</span>
          <OutcomeStatus outcome={outcome} />
        </button>
      ))}
    </fieldset>
  );
};
