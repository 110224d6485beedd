import { UNKNOWN } from '../format/numbers.ts';
import { NamesList } from '../parts/names-list.tsx';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** Which brokers have a topic or group, and whether all of them in the same way. */
export const OnBrokers = ({
  brokers,
  differs,
}: {
  /** Null: not known. */
  readonly brokers: readonly string[] | null;
  readonly differs: boolean;
}) => {
  const { t } = useTexts();
  return (
    <>
      {brokers === null ? UNKNOWN : <NamesList names={brokers} shown={2} />}
      {differs && (
        <div>
          <Status tone="warn">{t('rocketmq.differs')}</Status>
        </div>
      )}
    </>
  );
};
