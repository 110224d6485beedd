import type { Gate } from '../../../api/types.ts';
import { Moment } from '../../../parts/moment.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { Status } from '../../../parts/status.tsx';
import type { Tone } from '../../../parts/tone.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { evidenceText } from './gate-text.ts';
import './gate-list.css';

/** Only what was measured lately and passed is green. */
const TONES: Readonly<Record<Gate['standing'], Tone>> = {
  pass: 'good',
  fail: 'bad',
  inconclusive: 'warn',
  error: 'warn',
  unmeasured: 'unknown',
  expired: 'unknown',
};

/** The conditions of a step, each with what was seen and when. */
export const GateList = ({ gates }: { readonly gates: readonly Gate[] }) => {
  const { t, language } = useTexts();
  if (gates.length === 0) return <p className="soft">{t('gate.none')}</p>;
  return (
    <ul className="gate-list" aria-label={t('gate.label')}>
      {gates.map(({ id, name, toDo, standing, measuredAt, evidence, reason }) => (
        <li key={id}>
          <div className="gate-head">
            <Status tone={TONES[standing]}>
              <strong>{name[language]}</strong> · {t(`gate.${standing}`)}
            </Status>
            <span className="soft">{measuredAt === null ? t('gate.never') : <Moment at={measuredAt} />}</span>
          </div>
          <dl className="gate-evidence">
            {evidence.map((seen) => (
              <div key={seen.name}>
                <dt className="soft">{seen.label[language]}</dt>
                <dd className="break">{evidenceText(seen, language)}</dd>
              </div>
            ))}
          </dl>
          {standing !== 'pass' && <p className="gate-to-do">{toDo[language]}</p>}
          {reason && <ProblemView problem={reason} tone={standing === 'fail' ? 'bad' : 'warn'} quiet />}
        </li>
      ))}
    </ul>
  );
};
