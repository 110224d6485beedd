import type { StepCheck } from '../api/types.ts';
import { useTexts } from '../texts/use-texts.ts';
import { evidenceName, evidenceValue } from './evidence-text.ts';
import '../pages/migration/switches/gate-list.css';

/** What was seen at the clusters, each by its name. */
export const EvidenceList = ({ evidence }: Pick<StepCheck, 'evidence'>) => {
  const { t, language } = useTexts();
  return (
    <dl className="gate-evidence">
      {Object.entries(evidence).map(([seen, value]) => (
        <div key={seen}>
          <dt className="soft">{evidenceName(seen, t)}</dt>
          <dd className="break">{evidenceValue(seen, value, language, t)}</dd>
        </div>
      ))}
    </dl>
  );
};
