import type { SeamlessTopicDetail } from '../../api/types.ts';
import { Status } from '../../parts/status.tsx';
import { railOf } from '../../seamless/states.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './big-rail.css';

/** The states of a topic with what clients do in each, and where it stands. */
export const BigRail = ({
  detail: {
    topic: { position, stateName, stateMeaning },
    states,
  },
}: {
  readonly detail: SeamlessTopicDetail;
}) => {
  const { t, language } = useTexts();
  const rail = railOf(position);
  const present = rail.indexOf(position.state);
  const shown = rail.flatMap((state) => states.find((each) => each.state === state) ?? []);
  return (
    <ol className="big-rail" aria-label={t('seamlessTopic.states')}>
      {shown.map(({ state, name, meaning }, index) => {
        const isPresent = index === present;
        return (
          <li
            key={state}
            className={isPresent ? 'present' : index < present ? 'passed' : 'to-come'}
            {...(isPresent ? { 'aria-current': 'step' as const } : {})}
          >
            {isPresent ? (
              <Status tone={position.held ? 'paused' : state === 'done' ? 'good' : 'busy'}>
                <strong>{stateName[language]}</strong>
              </Status>
            ) : (
              <span>{name[language]}</span>
            )}
            {/* While writes are held, what is told of its present state tells that as well. */}
            <span className="soft">{(isPresent ? stateMeaning : meaning)[language]}</span>
          </li>
        );
      })}
    </ol>
  );
};
