import { Link } from 'react-router';
import type { Dump, MetadataImport, Migration, Task } from '../../api/types.ts';
import { timeText } from '../../format/moments.ts';
import { ImportRoute } from '../../imports/import-route.tsx';
import { allConcerns, type Concern } from '../../migration/concerns.ts';
import { Panel } from '../../parts/panel.tsx';
import { Status, StatusShape } from '../../parts/status.tsx';
import { TaskRoute } from '../../tasks/task-route.tsx';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './attention.css';

/** Where something can be done about a concern. */
const placeOf = (concern: Concern, { id }: Migration): string =>
  ({
    error: `/migrations/${id}`,
    different: `/migrations/${id}/topics?verification=different`,
    stopped: `/migrations/${id}/topics?copy=stopped`,
  })[concern];

const wordsOf = (concern: Concern, { topics }: Migration, t: Texts): string => {
  if (concern === 'error') return t('concern.error');
  if (concern === 'different') return t('concern.different', { count: topics.different });
  return t('concern.stopped', { count: topics.stopped });
};

const failureText = ({ kind, state, counts }: Task, t: Texts): string => {
  const what = t(`task.kind.${kind}`);
  return state === 'failed'
    ? t('concern.task.failed', { kind: what })
    : t('concern.task.partly-failed', { count: counts.failed, kind: what });
};

const importText = ({ state, counts }: MetadataImport, t: Texts): string =>
  state === 'all-failed'
    ? t('concern.import.all-failed')
    : t('concern.import.partly-failed', { count: counts.failed });

/** Everything that is wrong anywhere, the worst first; or, at a glance, that nothing is. */
export const Attention = ({
  migrations,
  tasks,
  dumps,
  imports,
  asOf,
}: {
  readonly migrations: readonly Migration[];
  /** Those that have failed, wholly or in part. */
  readonly tasks: readonly Task[];
  /** Those that have failed, or try again. */
  readonly dumps: readonly Dump[];
  /** Those that have failed, wholly or in part. */
  readonly imports: readonly MetadataImport[];
  readonly asOf: number;
}) => {
  const { t, language } = useTexts();
  const concerns = allConcerns(migrations);
  const count = concerns.length + tasks.length + dumps.length + imports.length;
  if (count === 0) {
    return (
      <Panel>
        <div className="row-apart">
          <Status tone="good">
            <strong>{t('attention.none')}</strong>
          </Status>
          <span className="soft">{t('attention.asOf', { time: timeText(asOf) })}</span>
        </div>
      </Panel>
    );
  }
  return (
    <Panel
      title={t('attention.title', { count })}
      extra={<span className="soft">{t('attention.asOf', { time: timeText(asOf) })}</span>}
      flush
    >
      <ul className="attention">
        {concerns.map(({ migration, concern }) => (
          <li key={`${migration.id} ${concern}`}>
            <StatusShape tone="bad" />
            <div>
              <strong>{wordsOf(concern, migration, t)}</strong>
              <p className="soft break">
                {migration.name}
                {concern === 'error' && migration.error && ` · ${migration.error.message[language]}`}
              </p>
            </div>
            <Link to={placeOf(concern, migration)}>{t('attention.look')}</Link>
          </li>
        ))}
        {tasks.map((task) => (
          <li key={task.id}>
            <StatusShape tone="bad" />
            <div>
              <strong>{failureText(task, t)}</strong>
              <p className="soft break">
                <TaskRoute task={task} />
              </p>
            </div>
            <Link to={`/tasks/${task.id}?state=failed`}>{t('attention.look')}</Link>
          </li>
        ))}
        {dumps.map(({ id, name, state, problem }) => (
          <li key={id}>
            <StatusShape tone={state === 'failed' ? 'bad' : 'warn'} />
            <div>
              <strong>{t(state === 'failed' ? 'concern.dump.failed' : 'concern.dump.retrying')}</strong>
              <p className="soft break">
                {name}
                {problem && ` · ${problem.message[language]}`}
              </p>
            </div>
            <Link to={`/dumps/${id}`}>{t('attention.look')}</Link>
          </li>
        ))}
        {imports.map((each) => (
          <li key={each.id}>
            <StatusShape tone="bad" />
            <div>
              <strong>{importText(each, t)}</strong>
              <p className="soft break">
                {each.name} · <ImportRoute of={each} />
              </p>
            </div>
            <Link to={`/imports/${each.id}?outcome=failed`}>{t('attention.look')}</Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
