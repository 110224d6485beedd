import type { SeamlessTopic } from '../api/types.ts';
import { durationText } from '../format/durations.ts';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { HEALTH_TONES } from './states.ts';
import { useLeft } from './use-left.ts';

/** Whether a topic can go forward, why not, and how long clients still take; `asOf` in milliseconds since 1970. */
export const TopicHealth = ({
  of: { health, reason, dwellMs },
  asOf,
}: {
  readonly of: Pick<SeamlessTopic, 'health' | 'reason' | 'dwellMs'>;
  readonly asOf: number;
}) => {
  const { t, language } = useTexts();
  const left = useLeft(dwellMs, asOf);
  const isLeft = left !== null && left > 0;
  return (
    <div>
      <Status tone={HEALTH_TONES[health]}>{t(`seamless.health.${health}`)}</Status>
      {isLeft && <div className="soft">{t('seamless.dwellLeft', { duration: durationText(left, t) })}</div>}
      {reason && !(health === 'waiting' && isLeft) && (
        <div className="soft break">{reason.message[language]}</div>
      )}
    </div>
  );
};
