import type { AuditEntry } from '../../api/types.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './change-detail.css';

/** What something was before a change, and after it. */
export const ChangeDetail = ({ entry }: { readonly entry: AuditEntry }) => {
  const { t } = useTexts();
  return (
    <div className="change-detail">
      {(['before', 'after'] as const).map((side) => (
        <div key={side}>
          <h3>{t(`audit.${side}`)}</h3>
          <pre className="mono">{entry[side] === null ? '–' : JSON.stringify(entry[side], undefined, 2)}</pre>
        </div>
      ))}
    </div>
  );
};
