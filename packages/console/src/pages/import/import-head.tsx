import type { MetadataImport } from '../../api/types.ts';
import { durationText } from '../../format/durations.ts';
import { grouped } from '../../format/numbers.ts';
import { barCounts } from '../../imports/bar-counts.ts';
import { ImportRoute } from '../../imports/import-route.tsx';
import { ImportStatus, ROW_OUTCOMES } from '../../imports/import-state.tsx';
import { KeyValues } from '../../parts/key-values.tsx';
import { ExactMoment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { TaskBar } from '../../tasks/task-bar.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { choiceFacts } from './choice-facts.ts';

/** How an import stands, and what was chosen for it. */
export const ImportHead = ({ of: made }: { readonly of: MetadataImport }) => {
  const { t, language } = useTexts();
  const { state, counts, choice, createdBy, createdAt, startedAt, durationMs } = made;
  const isStarted = startedAt !== null;
  return (
    <Panel>
      <div className="stack">
        <div className="stack-tight">
          <div className="row-apart">
            <span className="row">
              <ImportStatus state={state} />
              <span className="soft">
                <ImportRoute of={made} />
              </span>
            </span>
            {isStarted && (
              <span role="status">
                {t('share.of', { done: counts.total - counts.waiting, total: counts.total })}
              </span>
            )}
          </div>
          {isStarted && <TaskBar counts={barCounts(counts)} />}
        </div>
        <KeyValues
          items={[
            ...(isStarted
              ? ROW_OUTCOMES.filter((outcome) => counts[outcome] > 0).map(
                  (outcome) => [t(`imports.outcome.${outcome}`), grouped(counts[outcome], language)] as const,
                )
              : []),
            ...choiceFacts(choice, t),
            [t('imports.createdAt'), <ExactMoment key="made" at={createdAt} />],
            [t('task.by'), createdBy],
            ...(isStarted
              ? [
                  [t('task.begun'), <ExactMoment key="begun" at={startedAt} />] as const,
                  [t('task.duration'), durationText(durationMs, t)] as const,
                ]
              : []),
          ]}
        />
      </div>
    </Panel>
  );
};
