import type { ImportOnBroker, ImportRow } from '../../api/types.ts';
import { OutcomeStatus } from '../../imports/import-state.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { Status } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { settingsOf, settingText } from './setting-text.ts';
import './row-detail.css';

const FOUND_TONES: Readonly<Record<ImportOnBroker['found'], Tone>> = {
  absent: 'good',
  same: 'idle',
  lacking: 'good',
  different: 'warn',
  unknown: 'unknown',
};

/** More of a row: what it is on each broker, what is written otherwise than the source has it, what is to be known. */
export const RowDetail = ({ row, isPlanned }: { readonly row: ImportRow; readonly isPlanned: boolean }) => {
  const { t, language } = useTexts();
  const { brokers, adjustments, notices } = row;
  return (
    <div className="row-detail">
      {brokers.map((each) => (
        <OnBroker key={each.broker} each={each} isPlanned={isPlanned} said={row.reason} />
      ))}
      {adjustments.length > 0 && (
        <section>
          <h3>{t('imports.adjustments')}</h3>
          <ul className="row-settings">
            {adjustments.map(({ setting, source, target, reason }) => (
              <li key={`${setting} ${settingText(target)}`}>
                <code className="break">{`${setting}: ${settingText(source)} → ${settingText(target)}`}</code>{' '}
                <span className="soft">{`${reason.message[language]} ${reason.advice[language]}`}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {notices.map((notice) => (
        <ProblemView key={notice.message.en} tone="warn" quiet problem={notice} />
      ))}
    </div>
  );
};

const OnBroker = ({
  each: { broker, found, wanted, differences, outcome, reason },
  isPlanned,
  said,
}: {
  readonly each: ImportOnBroker;
  readonly isPlanned: boolean;
  /** What stands beside the row already: the reason of the first broker that failed is that of the row. */
  readonly said: ImportRow['reason'];
}) => {
  const { t } = useTexts();
  const settings = settingsOf(wanted);
  return (
    <section>
      <h3 className="row">
        <code>{broker}</code>
        <Status tone={FOUND_TONES[found]}>{t(`imports.found.${found}`)}</Status>
        {!isPlanned && <OutcomeStatus outcome={outcome} />}
      </h3>
      {differences.length > 0 && (
        <ul className="row-settings">
          {differences.map((difference) => (
            <li key={difference.setting}>
              <code className="break">{difference.setting}</code>{' '}
              {'wanted' in difference || 'found' in difference ? (
                <span>
                  {t('imports.difference', {
                    found: settingText(difference.found),
                    wanted: settingText(difference.wanted),
                  })}
                </span>
              ) : (
                // Of a password only that it is another one is told.
                <span>{t('imports.differs')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {settings.length > 0 && (
        <details>
          <summary className="soft">{t('imports.wanted', { count: settings.length })}</summary>
          <ul className="row-settings">
            {settings.map(([name, value]) => (
              <li key={name}>
                <code className="break">{`${name} = ${value}`}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      {reason && reason.message.en !== said?.message.en && <ProblemView problem={reason} quiet />}
    </section>
  );
};
