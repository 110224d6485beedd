import type { SeamlessPosition, SeamlessTopic } from '../api/types.ts';
import { useTexts } from '../texts/use-texts.ts';
import { railOf } from './states.ts';
import './state-rail.css';

/** The states of a topic as a row of marks, the present one larger; whoever uses it says the same in words. */
const RailMarks = ({ position }: { readonly position: SeamlessPosition }) => {
  const rail = railOf(position);
  const present = rail.indexOf(position.state);
  return (
    <span className="state-rail-dots" aria-hidden="true">
      {rail.map((state, index) => (
        <span
          key={state}
          className={`state-rail-dot${index < present ? ' passed' : ''}${index === present ? ' present' : ''}`}
        />
      ))}
    </span>
  );
};

/** Where a topic of a task stands: as a rail, and in the words of the service. */
export const StateRail = ({
  of: { position, stateName },
}: {
  readonly of: Pick<SeamlessTopic, 'position' | 'stateName'>;
}) => {
  const { t, language } = useTexts();
  return (
    <span className={position.state === 'done' ? 'state-rail state-rail-done' : 'state-rail'}>
      <RailMarks position={position} />
      <span className="status-words">{stateName[language]}</span>
      {position.kind === 'ordered' && <span className="soft">{t('seamless.kind.ordered')}</span>}
    </span>
  );
};
