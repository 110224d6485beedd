import type { SeamlessTask } from '../api/types.ts';
import { useTexts } from '../texts/use-texts.ts';
import '../migration/route.css';

/** From which cluster to which; one that was forgotten since has no name any more. */
export const SeamlessRoute = ({
  of: { source, target },
}: {
  readonly of: Pick<SeamlessTask, 'source' | 'target'>;
}) => {
  const { t } = useTexts();
  return (
    <span className="route">
      <span className="break">{source.name ?? t('task.forgotten')}</span>
      <span aria-hidden="true">→</span>
      <span className="break">{target.name ?? t('task.forgotten')}</span>
    </span>
  );
};
