import type { StepCheck } from '../api/types.ts';
import { Moment } from '../parts/moment.tsx';
import { ProblemView } from '../parts/problem-view.tsx';
import { Status } from '../parts/status.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { EvidenceList } from './evidence-list.tsx';
import { VERDICT_TONES } from './states.ts';
import '../pages/migration/switches/gate-list.css';

/** The checks before a step of a topic, each with what was seen and when; `forced`: those that it goes without. */
export const CheckList = ({
  checks,
  forced,
}: {
  readonly checks: readonly StepCheck[];
  readonly forced: readonly StepCheck['id'][];
}) => {
  const { t, language } = useTexts();
  if (checks.length === 0) return null;
  return (
    <ul className="gate-list" aria-label={t('seamless.checks')}>
      {checks.map(({ id, name, verdict, at, reason, evidence }) => (
        <li key={id}>
          <div className="gate-head">
            <Status tone={VERDICT_TONES[verdict]}>
              <strong>{name[language]}</strong> · {t(`seamless.verdict.${verdict}`)}
              {forced.includes(id) && ` · ${t('seamless.forced')}`}
            </Status>
            <span className="soft">
              <Moment at={at} />
            </span>
          </div>
          <EvidenceList evidence={evidence} />
          {reason && verdict !== 'pass' && (
            <ProblemView problem={reason} tone={verdict === 'fail' ? 'bad' : 'warn'} quiet />
          )}
        </li>
      ))}
    </ul>
  );
};
