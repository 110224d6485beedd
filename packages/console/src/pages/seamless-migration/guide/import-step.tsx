import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { client } from '../../../api/client.ts';
import { seamlessKey } from '../../../api/seamless-queries.ts';
import type { SeamlessTask } from '../../../api/types.ts';
import { Moment } from '../../../parts/moment.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { ReasonedButton } from '../../../parts/reasoned-button.tsx';
import { Status } from '../../../parts/status.tsx';
import { useForbidden } from '../../../parts/use-forbidden.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ScanTable } from './scan-table.tsx';

/** Looks at both clusters, and takes topics of the source into the task; what the target lacks is imported. */
export const ImportStep = ({ task }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const { id, source, target } = task;
  const forbidden = useForbidden('operator');
  // A scan is made when somebody asks for it; what it found stays while the page is open.
  const scan = useQuery({
    queryKey: [...seamlessKey(id), 'scan'],
    queryFn: ({ signal }) => client.scanSeamlessTask({ params: { id } }, { signal }),
    enabled: false,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lacking = (scan.data?.rows ?? []).filter(
    ({ onTarget }) => onTarget === 'missing' || onTarget === 'different',
  );
  const count = (kind: 'topic' | 'group') => lacking.filter((row) => row.kind === kind).length;
  return (
    <>
      <div className="row">
        <ReasonedButton reason={forbidden} loading={scan.isFetching} onClick={() => void scan.refetch()}>
          {t(scan.data ? 'seamless.scanAgain' : 'seamless.scan')}
        </ReasonedButton>
        {scan.data && (
          <span className="soft">
            {t('seamless.scanned')} <Moment at={scan.data.at} />
          </span>
        )}
      </div>
      {scan.error && <ProblemView problem={scan.error} />}
      {lacking.length > 0 && (
        <div className="row">
          <Status tone="warn">
            {t('seamless.lacking', { topics: count('topic'), groups: count('group') })}
          </Status>
          <Link to={`/imports/new?${new URLSearchParams({ source: source.id, target: target.id })}`}>
            {t('seamless.makeImport')}
          </Link>
        </div>
      )}
      {scan.data && (
        <ScanTable task={task} rows={scan.data.rows} onAdded={async () => void (await scan.refetch())} />
      )}
    </>
  );
};
