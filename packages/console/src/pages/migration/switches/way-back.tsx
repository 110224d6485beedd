import type { TrafficSwitch } from '../../../api/types.ts';
import { durationText } from '../../../format/durations.ts';
import { absoluteText, zoneText } from '../../../format/moments.ts';
import { grouped } from '../../../format/numbers.ts';
import { useNow } from '../../../live/use-now.ts';
import { Status } from '../../../parts/status.tsx';
import { useTexts } from '../../../texts/use-texts.ts';

/** Until when going back loses nothing, and what decides that. */
export const WayBack = ({ wayBack }: { readonly wayBack: NonNullable<TrafficSwitch['wayBack']> }) => {
  const { t, language } = useTexts();
  const now = useNow();
  const { open, until, reason, lag } = wayBack;
  const left = until === null ? null : Math.max(0, Date.parse(until) - now);
  return (
    <div>
      <Status tone={open ? 'good' : 'bad'}>
        <strong>{t(open ? 'wayBack.open' : 'wayBack.closed')}</strong>
        {open && until !== null && left !== null && (
          <>
            {' '}
            {t('wayBack.until', {
              duration: durationText(left, t),
              time: `${absoluteText(until)} (${zoneText(until)})`,
            })}
          </>
        )}
      </Status>
      <p className="soft break">{reason[language]}</p>
      {open && lag !== null && <p className="soft">{t('wayBack.lag', { n: grouped(lag, language) })}</p>}
    </div>
  );
};
