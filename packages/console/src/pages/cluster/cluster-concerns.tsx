import { Link } from 'react-router';
import type { ClusterAttention, ClusterOverview } from '../../api/types.ts';
import { NamesList } from '../../parts/names-list.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Status, StatusShape } from '../../parts/status.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './cluster-concerns.css';

type Kind = ClusterAttention['kind'];

const TONES: Readonly<Record<Kind, Tone>> = {
  'no-controller': 'bad',
  'broker-missing': 'bad',
  'partitions-offline': 'bad',
  'partitions-under-replicated': 'warn',
  'topics-single-replica': 'warn',
  'disk-nearly-full': 'warn',
  'groups-rebalancing': 'warn',
};

/** Where the things that a concern is about are listed, below the page of the cluster. */
const LISTS: Partial<Readonly<Record<Kind, string>>> = {
  'partitions-offline': 'topics?health=offline&internal=include',
  'partitions-under-replicated': 'topics?health=under-replicated&internal=include',
  'topics-single-replica': 'topics?sort=replicationFactor',
  'groups-rebalancing': 'groups?sort=state&order=descending',
};

/** What an operator should look at on a cluster; or, at a glance, that there is nothing. */
export const ClusterConcerns = ({
  clusterId,
  overview: { attention, problems },
}: {
  readonly clusterId: string;
  readonly overview: ClusterOverview;
}) => {
  const { t } = useTexts();
  if (attention.length === 0) {
    return (
      <Panel>
        {problems.length === 0 ? (
          <Status tone="good">
            <strong>{t('attention.none')}</strong>
          </Status>
        ) : (
          <Status tone="unknown">{t('concerns.partly')}</Status>
        )}
      </Panel>
    );
  }
  return (
    <Panel title={t('attention.title', { count: attention.length })} flush>
      <ul className="cluster-concerns">
        {attention.map(({ kind, count, examples }) => (
          <li key={kind} className={`cluster-concern-${TONES[kind]}`}>
            <StatusShape tone={TONES[kind]} />
            <div>
              <strong>{t(`concerns.${kind}`, { count })}</strong>
              <p className="soft">{t(`concerns.${kind}.text`)}</p>
              {kind !== 'no-controller' && <NamesList names={examples} />}
              {count > examples.length && (
                <span className="soft"> {t('names.more', { count: count - examples.length })}</span>
              )}
            </div>
            {LISTS[kind] !== undefined && (
              <Link to={`/clusters/${clusterId}/${LISTS[kind]}`}>{t('attention.look')}</Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
