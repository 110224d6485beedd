import type { Told } from '@mqferry/api';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import './notices.css';

const SHOWN_OPEN = 2;

/** What is to be known of an import or a document; folded up where that is much, or long since past. */
export const Notices = ({
  notices,
  past = false,
}: {
  readonly notices: readonly Told[];
  readonly past?: boolean;
}) => {
  const { t } = useTexts();
  if (notices.length === 0) return null;
  return (
    <details open={!past && notices.length <= SHOWN_OPEN}>
      <summary className="import-summary">{t('imports.notices', { count: notices.length })}</summary>
      <div className="stack-tight import-notices">
        {notices.map((notice) => (
          <ProblemView key={notice.message.en} tone="warn" quiet problem={notice} />
        ))}
      </div>
    </details>
  );
};
