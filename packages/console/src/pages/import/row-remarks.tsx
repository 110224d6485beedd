import type { ImportRow } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';

const listOf = (settings: readonly { readonly setting: string }[]): string =>
  [...new Set(settings.map(({ setting }) => setting))].join(', ');

/** What stands against a row, and at a glance what is to be known of it; more of that stands below the row. */
export const RowRemarks = ({
  row: { reason, brokers, adjustments, notices },
}: {
  readonly row: ImportRow;
}) => {
  const { t, language } = useTexts();
  const different = listOf(brokers.flatMap(({ differences }) => differences));
  const adjusted = listOf(adjustments);
  if (reason) return <ProblemView problem={reason} quiet />;
  if (different === '' && adjusted === '' && notices.length === 0) return null;
  return (
    <ul className="break">
      {different !== '' && <li>{t('imports.differsIn', { settings: different })}</li>}
      {adjusted !== '' && <li>{t('imports.adjustedIn', { settings: adjusted })}</li>}
      {notices.map(({ message }) => (
        <li key={message.en}>{message[language]}</li>
      ))}
    </ul>
  );
};
