import { Tooltip } from 'antd';
import { absoluteText, relativeText, zoneText } from '../format/moments.ts';
import { UNKNOWN } from '../format/numbers.ts';
import { useNow } from '../live/use-now.ts';
import { useTexts } from '../texts/use-texts.ts';

/** A moment as its age, with the date, the time and the zone for whoever points at it. */
export const Moment = ({ at }: { readonly at: string | null }) => {
  const now = useNow();
  const { language } = useTexts();
  if (at === null) return <span>{UNKNOWN}</span>;
  const exact = `${absoluteText(at)} (${zoneText(at)})`;
  return (
    <Tooltip title={exact}>
      <time className="nowrap" dateTime={at}>
        {relativeText(Date.parse(at), now, language)}
        <span className="visually-hidden"> {exact}</span>
      </time>
    </Tooltip>
  );
};

/** A moment as date and time, with its age and zone for whoever points at it. */
export const ExactMoment = ({ at }: { readonly at: string }) => {
  const now = useNow();
  const { language } = useTexts();
  return (
    <Tooltip title={`${relativeText(Date.parse(at), now, language)} · ${zoneText(at)}`}>
      <time className="nowrap" dateTime={at}>
        {absoluteText(at)}
      </time>
    </Tooltip>
  );
};
