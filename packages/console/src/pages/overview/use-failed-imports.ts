import { useQuery } from '@tanstack/react-query';
import { importsQuery } from '../../api/import-queries.ts';
import type { MetadataImport } from '../../api/types.ts';
import { recent, SHOWN } from './recent.ts';

/** The newest imports of metadata that have failed, wholly or in part, within a week. */
export const useFailedImports = (): readonly MetadataImport[] => {
  const page = { offset: 0, limit: SHOWN };
  const failed = useQuery(importsQuery({ ...page, state: 'all-failed' }));
  const partly = useQuery(importsQuery({ ...page, state: 'partly-failed' }));
  return recent([...(failed.data?.items ?? []), ...(partly.data?.items ?? [])]);
};
