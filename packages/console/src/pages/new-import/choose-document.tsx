import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { DOCUMENTS_KEY } from '../../api/import-queries.ts';
import type { MetadataDocument } from '../../api/types.ts';
import { ChoiceTabs } from '../../parts/tabs.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { FromCluster } from './from-cluster.tsx';
import { FromFiles } from './from-files.tsx';
import { KeptDocuments } from './kept-documents.tsx';

const WAYS = ['files', 'cluster', 'kept'] as const;

/** The metadata to import: handed in as files, taken from a cluster that is known here, or of an earlier import. */
export const ChooseDocument = () => {
  const { t } = useTexts();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const source = search.get('source') ?? undefined;
  const asked = WAYS.find((each) => each === search.get('from'));
  const way = asked ?? (source === undefined ? 'files' : 'cluster');
  const go = async (id: string): Promise<void> => {
    const target = search.get('target');
    await navigate(`/imports/new?${new URLSearchParams({ document: id, ...(target && { target }) })}`);
  };
  const onDocument = async ({ id }: MetadataDocument): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: DOCUMENTS_KEY });
    await go(id);
  };
  return (
    <>
      <ChoiceTabs
        label={t('newImport.ways')}
        options={WAYS.map((each) => [each, t(`newImport.way.${each}`)] as const)}
        value={way}
        onChange={(each) =>
          setSearch(
            (now) => {
              now.set('from', each);
              return now;
            },
            { replace: true },
          )
        }
      />
      {way === 'files' && <FromFiles onDocument={onDocument} />}
      {way === 'cluster' && <FromCluster sourceId={source} onDocument={onDocument} />}
      {way === 'kept' && <KeptDocuments onChosen={go} />}
    </>
  );
};
