import type { Assessment } from '../../api/types.ts';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Status } from '../../parts/status.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { SEVERITY_TONES } from './assessment-state.tsx';
import './risks-panel.css';

/** What to mind, the most severe first, and what to do about it. */
export const RisksPanel = ({ risks }: Pick<Assessment, 'risks'>) => {
  const { t, language } = useTexts();
  return (
    <Panel title={t('assess.risks')} flush>
      {risks.length === 0 ? (
        <Empty title={t('assess.noRisks')} />
      ) : (
        <ul className="risks">
          {risks.map(({ code, severity, message, advice }) => (
            <li key={`${code} ${message.en}`}>
              <Status tone={SEVERITY_TONES[severity]}>{t(`assess.severity.${severity}`)}</Status>
              <div>
                <p className="break">{message[language]}</p>
                <p className="soft break">{advice[language]}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
