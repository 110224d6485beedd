import { useState } from 'react';
import { useMay } from '../../api/identity.ts';
import type { Dump } from '../../api/types.ts';
import { absoluteText } from '../../format/moments.ts';
import { byteRateText, grouped } from '../../format/numbers.ts';
import { KeyValues } from '../../parts/key-values.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ChangeDump } from './change-dump.tsx';

const startText = ({ start }: Dump, t: Texts): string => {
  if (start.at === 'timestamp') return t('dump.start.timestamp', { time: absoluteText(start.timestamp) });
  if (start.at !== 'offsets') return t(`dump.start.${start.at}`);
  const offsets = start.offsets.map(({ partition, offset }) => `${partition}:${offset}`).join(', ');
  return t('dump.start.offsets', { offsets });
};

/** What was chosen for a dump task. */
export const DumpSettings = ({ dump }: { readonly dump: Dump }) => {
  const { t, language } = useTexts();
  const mayChange = useMay('operator');
  const [changing, setChanging] = useState(false);
  const { filter, partitioning, batchRecords, bytesPerSecond, retries, acceptGaps, until } = dump;
  const change = (
    <ReasonedButton
      size="small"
      reason={mayChange ? undefined : t('role.needed', { role: t('role.operator') })}
      onClick={() => setChanging(true)}
    >
      {t('dump.change')}
    </ReasonedButton>
  );
  return (
    <Panel title={t('dump.settings')} extra={change}>
      <KeyValues
        items={[
          [t('dump.start'), startText(dump, t)],
          [
            t('dump.filter'),
            filter ? (
              <span key="filter">
                <code className="break">{filter.expression}</code>{' '}
                <span className="soft">{t(`dump.filter.${filter.onError}`)}</span>
              </span>
            ) : (
              t('dump.filter.none')
            ),
          ],
          [t('dump.partitioning'), t(`dump.partitioning.${partitioning}`)],
          [t('dump.batch'), grouped(batchRecords, language)],
          [
            t('dump.limit'),
            bytesPerSecond === null ? t('dump.limit.none') : byteRateText(bytesPerSecond, language),
          ],
          [
            t('dump.retries'),
            retries.attempts === null
              ? t('dump.retries.endless')
              : t('dump.retries.some', { attempts: retries.attempts }),
          ],
          [t('dump.gaps'), t(acceptGaps ? 'dump.gaps.accept' : 'dump.gaps.stop')],
          [t('dump.until'), t(`dump.until.${until}`)],
        ]}
      />
      {changing && <ChangeDump dump={dump} onClose={() => setChanging(false)} />}
    </Panel>
  );
};
