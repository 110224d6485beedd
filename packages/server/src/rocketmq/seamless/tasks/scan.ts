import type { Answer, Routes } from '@mqferry/api';
import type { MetadataDocument } from '@mqferry/replication';
import { groupRow, topicRow } from '../../entry-rows.ts';

type Row = Answer<Routes['scanSeamlessTask']>['rows'][number];

/** Of both clusters. */
export interface Scanned {
  readonly source: MetadataDocument;
  readonly target: MetadataDocument;
}

/** What was known before. */
export interface KnownToTask {
  readonly topics: ReadonlySet<string>;
  /** Names of the scan before, as `scanKey` gives them; undefined: there was none. */
  readonly scanned: ReadonlySet<string> | undefined;
}

/** Tells what a scan found from what another one did. */
export const scanKey = ({ kind, name }: Pick<Row, 'kind' | 'name'>): string => `${kind} ${name}`;

type TopicRow = ReturnType<typeof topicRow>;

const queuesOf = ({ readQueues, queuesOf: of, brokers }: TopicRow): number | null => {
  if (of === 'all-brokers') return readQueues;
  return brokers && readQueues * brokers.length;
};

const normalTopics = ({ topics }: MetadataDocument): TopicRow[] =>
  topics.filter(({ kind }) => kind === 'normal').map(topicRow);

const byName = <T, K extends keyof T>(rows: readonly T[], name: K): ReadonlyMap<T[K], T> =>
  new Map(rows.map((row) => [row[name], row]));

const FIFO = 'FIFO';

/** The topics and groups of the source, and how each is on the target. */
export const scanRows = ({ source, target }: Scanned, known: KnownToTask): Row[] => {
  const isNew = (row: Pick<Row, 'kind' | 'name'>) =>
    known.scanned !== undefined && !known.scanned.has(scanKey(row));
  const targetTopics = byName(normalTopics(target), 'topic');
  const topics = normalTopics(source).map((row): Row => {
    const { topic: name, namespace, messageType, order } = row;
    const there = targetTopics.get(name);
    const [queues, targetQueues] = [queuesOf(row), there ? queuesOf(there) : null];
    const isSame = there?.perm === row.perm && targetQueues !== null && targetQueues === queues;
    return {
      ...{ kind: 'topic', name, namespace, messageType },
      topicKind: order || messageType === FIFO ? 'ordered' : 'ordinary',
      ...{ queues, targetQueues, inTask: known.topics.has(name), isNew: isNew({ kind: 'topic', name }) },
      onTarget: there ? (isSame ? 'same' : 'different') : 'missing',
    };
  });
  const targetGroups = byName(target.groups.map(groupRow), 'group');
  const groups = source.groups.map(groupRow).map((row): Row => {
    const { group: name, namespace } = row;
    const there = targetGroups.get(name);
    const isSame = there?.retryMaxTimes === row.retryMaxTimes && there.broadcast === row.broadcast;
    return {
      ...{ kind: 'group', name, namespace, messageType: null, topicKind: null },
      ...{ queues: null, targetQueues: null, inTask: false, isNew: isNew({ kind: 'group', name }) },
      onTarget: there ? (isSame ? 'same' : 'different') : 'missing',
    };
  });
  return [...topics, ...groups];
};
