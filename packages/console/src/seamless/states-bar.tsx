import type { SeamlessTask } from '../api/types.ts';
import { grouped } from '../format/numbers.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SEAMLESS_STATES } from './states.ts';
import './states-bar.css';

/** How many topics of a task are in which state, as a bar, and in words below it. */
export const StatesBar = ({
  topics: { total, states },
}: {
  readonly topics: Pick<SeamlessTask['topics'], 'total' | 'states'>;
}) => {
  const { t, language } = useTexts();
  if (total === 0) return <span className="soft">{t('seamless.noTopics')}</span>;
  const shown = SEAMLESS_STATES.flatMap((state) => {
    const count = states[state] ?? 0;
    return count > 0 ? [{ state, count }] : [];
  });
  return (
    <div className="states-bar">
      <div className="states-bar-track" aria-hidden="true">
        {shown.map(({ state, count }) => (
          <span
            key={state}
            className={`states-bar-${state}`}
            style={{ width: `${(count / total) * 100}%` }}
          />
        ))}
      </div>
      <ul className="states-bar-legend">
        {shown.map(({ state, count }) => (
          <li key={state}>
            <span className={`states-bar-mark states-bar-${state}`} aria-hidden="true" />
            {t(`seamless.state.${state}`)} <strong>{grouped(count, language)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
};
