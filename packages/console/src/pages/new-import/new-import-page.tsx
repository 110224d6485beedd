import { useSearchParams } from 'react-router';
import { Page } from '../../layout/page.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ChooseDocument } from './choose-document.tsx';
import { ImportSteps } from './import-steps.tsx';
import { NewChoice } from './new-choice.tsx';

/** Makes an import: of which document, and what of it into which cluster. At its end there is a plan, and nothing more. */
export const NewImportPage = () => {
  const { t } = useTexts();
  const [search] = useSearchParams();
  const documentId = search.get('document');
  return (
    <Page title={t('imports.new')} parent={{ to: '/imports', text: t('nav.imports') }}>
      <ImportSteps current={documentId === null ? 'document' : 'choice'} />
      {documentId === null ? (
        <ChooseDocument />
      ) : (
        <NewChoice key={documentId} documentId={documentId} targetId={search.get('target') ?? undefined} />
      )}
    </Page>
  );
};
