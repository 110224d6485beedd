import type { MetadataImport } from '../api/types.ts';
import { useTexts } from '../texts/use-texts.ts';

/** From which document into which cluster; one that was forgotten since has no name any more. */
export const ImportRoute = ({
  of: { documentName, target },
}: {
  readonly of: Pick<MetadataImport, 'documentName' | 'target'>;
}) => {
  const { t } = useTexts();
  return (
    <span className="break">
      {documentName} → {target.name ?? t('task.forgotten')}
    </span>
  );
};
