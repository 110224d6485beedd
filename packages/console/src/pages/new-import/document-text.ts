import type { MetadataDocument } from '../../api/types.ts';
import type { Texts } from '../../texts/texts.ts';

/** Where a document comes from. */
export const sourceText = ({ source }: MetadataDocument, t: Texts): string => {
  const { kind, taken, clusterName, files } = source;
  if (taken) return t('document.taken', { name: taken.name ?? t('task.forgotten') });
  if (kind === 'cluster') return t('document.exported', { name: clusterName ?? t('state.unknown') });
  return t(kind === 'mqadmin' ? 'document.mqadmin' : 'document.aclFile', { files: files.join(', ') });
};
