import { useTexts } from '../texts/use-texts.ts';
import './share-bar.css';

/** How many of how many, as a number and a bar. */
export const ShareBar = ({
  label,
  done,
  total,
  words,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** In place of the numbers. */
  readonly words?: string;
}) => {
  const { t } = useTexts();
  return (
    <div className="share-bar">
      <span className="soft">{label}</span>
      <span className="share-bar-track" aria-hidden="true">
        <span style={{ width: total === 0 ? 0 : `${(done / total) * 100}%` }} />
      </span>
      <span className="number">{words ?? t('share.of', { done, total })}</span>
    </div>
  );
};
