import type { SeamlessTopic } from '../api/types.ts';
import { durationText } from '../format/durations.ts';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { HEALTH_TONES } from './states.ts';
import { useLeft } from './use-left.ts';

/** What the time that is left says as well. */
const COUNTED_DOWN: ReadonlySet<string> = new Set([
  'SEAMLESS_ROUTES_NOT_TAKEN',
  'SEAMLESS_ROUTES_NOT_APPLIED',
]);

/**
 * Whether a topic can go forward, why not, and how long clients still take, which is of no interest while something else is in
 * the way; `asOf` in milliseconds since 1970.
 */
export const TopicHealth = ({
  of: { health, reason, dwellMs },
  asOf,
}: {
  readonly of: Pick<SeamlessTopic, 'health' | 'reason' | 'dwellMs'>;
  readonly asOf: number;
}) => {
  const { t, language } = useTexts();
  const left = useLeft(dwellMs, asOf);
  const isLeft = health === 'waiting' && left !== null && left > 0;
  return (
    <div>
      <Status tone={HEALTH_TONES[health]}>{t(`seamless.health.${health}`)}</Status>
      {isLeft && <div className="soft">{t('seamless.dwellLeft', { duration: durationText(left, t) })}</div>}
      {reason && !(isLeft && COUNTED_DOWN.has(reason.code)) && (
        <div className="soft break">{reason.message[language]}</div>
      )}
    </div>
  );
};
