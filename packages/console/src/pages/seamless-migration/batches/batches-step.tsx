import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { seamlessBatchesQuery } from '../../../api/seamless-queries.ts';
import type { SeamlessBatch, SeamlessTask } from '../../../api/types.ts';
import { Empty } from '../../../parts/empty.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { BatchNotes } from './batch-notes.tsx';
import { BatchStages } from './batch-stages.tsx';
import { BroadcastTable } from './broadcast-table.tsx';
import { isUntouched } from './stages.ts';
import './batches.css';

/** Clients that people move: how far the topics of each kind are, what is to be done next, and what would be lost by it. */
export const BatchesStep = ({ task }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const query = useQuery(seamlessBatchesQuery(task.id));
  return (
    <QueryView query={query}>
      {({ seenAt, batches, broadcasting }) =>
        batches.length === 0 ? (
          <Empty
            title={t('seamless.noTopics')}
            action={<Link to={`/rocketmq/migrations/${task.id}?step=import`}>{t('seamless.toImport')}</Link>}
          >
            {t('seamless.noTopicsText')}
          </Empty>
        ) : (
          <>
            <p className="soft">
              {t('seamless.peopleMove')} {t('seamless.seenAt')}:{' '}
              {seenAt === null ? t('seamless.neverSeen') : <Moment at={seenAt} />}
            </p>
            <div className="batches">
              {batches.map((batch) => (
                <OneKind key={batch.kind} task={task} batch={batch} />
              ))}
            </div>
            <BroadcastTable task={task} groups={broadcasting} />
          </>
        )
      }
    </QueryView>
  );
};

const OneKind = ({ task, batch }: { readonly task: SeamlessTask; readonly batch: SeamlessBatch }) => {
  const { t } = useTexts();
  const { kind, topics, stages, reached, notes } = batch;
  const title = t(`seamless.batch.${kind}`, { count: topics });
  return (
    <section className="stack-tight" aria-label={title}>
      <div className="row-apart">
        <h3>{title}</h3>
        <span className="soft">{t('seamless.stagesReached', { n: reached, total: stages.length })}</span>
      </div>
      <details open={isUntouched(batch)}>
        <summary>{t('seamless.beforeItBegins')}</summary>
        <BatchNotes notes={notes} />
      </details>
      <BatchStages task={task} batch={batch} />
    </section>
  );
};
