import type { MigrationTopic } from '../api/types.ts';
import { grouped } from '../format/numbers.ts';
import { Moment } from '../parts/moment.tsx';
import { Status } from '../parts/status.tsx';
import type { Tone } from '../parts/tone.ts';
import { useTexts } from '../texts/use-texts.ts';

const COPY_TONES: Readonly<Record<MigrationTopic['copy'], Tone>> = {
  'not-begun': 'idle',
  waiting: 'idle',
  'catching-up': 'busy',
  'in-step': 'good',
  paused: 'paused',
  stopped: 'bad',
};

const VERIFICATION_TONES: Readonly<Record<MigrationTopic['verification']['state'], Tone>> = {
  none: 'idle',
  running: 'busy',
  equal: 'good',
  stale: 'warn',
  different: 'bad',
};

const TRAFFIC_TONES: Readonly<Record<MigrationTopic['traffic'], Tone>> = {
  'on-source': 'idle',
  moving: 'busy',
  'on-target': 'good',
};

/** Where the copy of a topic stands. */
export const CopyStatus = ({ copy }: Pick<MigrationTopic, 'copy'>) => {
  const { t } = useTexts();
  return <Status tone={COPY_TONES[copy]}>{t(`copy.${copy}`)}</Status>;
};

/** What the last comparison of a topic found, and when. */
export const VerificationStatus = ({ verification }: Pick<MigrationTopic, 'verification'>) => {
  const { t, language } = useTexts();
  const { state, at, differences } = verification;
  return (
    <Status tone={VERIFICATION_TONES[state]}>
      {state === 'different'
        ? t('verification.differences', { n: grouped(differences, language) })
        : t(`verification.${state}`)}
      {at !== null && (
        <>
          {' '}
          <span className="soft">
            <Moment at={at} />
          </span>
        </>
      )}
    </Status>
  );
};

/** Which side the applications of a topic use. */
export const TrafficStatus = ({ traffic }: Pick<MigrationTopic, 'traffic'>) => {
  const { t } = useTexts();
  return <Status tone={TRAFFIC_TONES[traffic]}>{t(`traffic.${traffic}`)}</Status>;
};
