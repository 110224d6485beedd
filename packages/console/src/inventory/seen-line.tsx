import type { Told } from '@mqferry/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { client } from '../api/client.ts';
import { useMay } from '../api/identity.ts';
import { COMPARISON_KEY, inventoryKey } from '../api/inventory-queries.ts';
import { problemIn } from '../api/problems.ts';
import type { InventoryProblem } from '../api/types.ts';
import { Moment } from '../parts/moment.tsx';
import { ProblemView } from '../parts/problem-view.tsx';
import { useTexts } from '../texts/use-texts.ts';
import './seen-line.css';

/** How old what is shown is, as the service tells it. */
export interface Seen {
  readonly asOf: string | null;
  readonly refreshing: boolean;
}

/** How old what is shown of clusters is, and the button that has it read anew. */
export const SeenLine = ({
  clusterIds,
  seen: { asOf, refreshing },
}: {
  readonly clusterIds: readonly string[];
  readonly seen: Seen;
}) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  // Who may only look sees what the service reads by itself while somebody looks.
  const mayRefresh = useMay('operator');
  const queryClient = useQueryClient();
  const refresh = useMutation({
    mutationFn: async () => {
      if (mayRefresh) await Promise.all(clusterIds.map((id) => client.refreshCluster({ params: { id } })));
      await Promise.all(
        [COMPARISON_KEY, ...clusterIds.map(inventoryKey)].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    },
    onError: (error) => void message.error(problemIn(error).message[language]),
  });
  return (
    <span className="seen-line">
      <span className="soft">
        {asOf === null ? (
          t(refreshing ? 'seen.never' : 'seen.failed')
        ) : (
          <>
            {t('seen.asOf')} <Moment at={asOf} />
          </>
        )}
        {/* The age ticks, which nobody wants to hear of. */}
        <span role="status">{refreshing && asOf !== null && ` · ${t('seen.refreshing')}`}</span>
      </span>
      <Button size="small" loading={refresh.isPending} onClick={() => refresh.mutate()}>
        {t('seen.refresh')}
      </Button>
    </span>
  );
};

/** What of a cluster could not be read, and what stands in its place. */
export const SeenProblems = ({
  problems,
  warnings = [],
  sideOf,
}: {
  readonly problems: readonly InventoryProblem[];
  /** What is missing of what was read. */
  readonly warnings?: readonly Told[];
  /** On which cluster, where there are several. */
  readonly sideOf?: (problem: InventoryProblem) => string;
}) => {
  const { t } = useTexts();
  // What was not read yet is being read: the line above says so.
  const told = problems.filter(({ problem }) => problem.code !== 'INVENTORY_NOT_READ_YET');
  if (told.length + warnings.length === 0) return null;
  return (
    <div className="seen-problems">
      {told.map((each) => {
        const part = t(`part.${each.part}`);
        const what = sideOf ? `${sideOf(each)}: ${part}` : part;
        return (
          <ProblemView
            key={what}
            tone="warn"
            quiet
            title={t(each.asOf === null ? 'seen.unknown' : 'seen.old', { part: what })}
            problem={each.problem}
          />
        );
      })}
      {warnings.map((warning) => (
        <ProblemView key={warning.message.en} tone="warn" quiet problem={warning} />
      ))}
    </div>
  );
};
