import { KafkaClient, LeaseDeadline } from '@mqferry/kafka';
import { afterEach, expect, test } from 'vitest';
import type { CopyTask } from '../../src/copier/copier-options.ts';
import { CopyControl } from '../../src/copier/copy-control.ts';
import { CopierThreads } from '../../src/threads/copier-threads.ts';

/** Nobody listens there. */
const nowhere = () => new KafkaClient({ bootstrap: [{ host: '127.0.0.1', port: 1 }], connectTimeoutMs: 100 });

const tasks = (count: number): CopyTask[] =>
  Array.from({ length: count }, (_, partition) => ({
    ...{ topic: 'orders', partition, tailFrom: 9n, stopAt: undefined, mergeBelow: 0 },
    ...{ transactions: 'none', holes: false, mapped: false, sourceTopicId: undefined },
  }));

const opened: KafkaClient[] = [];
afterEach(() => Promise.all(opened.splice(0).map((client) => client.close())));

const open = (changes: { sourceClusterId?: string; stallTimeoutMs?: number } = {}) => {
  const [source, target] = [nowhere(), nowhere()];
  opened.push(source, target);
  const ended = new AbortController();
  const stopped: string[] = [];
  const copier = new CopierThreads({
    ...{ source, target, control: new CopyControl(), threads: 2, sourceClusterId: 'source' },
    ...{ signal: ended.signal, stallTimeoutMs: Number.POSITIVE_INFINITY },
    mapsFolder: '',
    expected: () => 3,
    lease: () => new LeaseDeadline(),
    onStopped: ({ partition }, error) => void stopped.push(`${partition} ${error?.code}`),
    ...changes,
  });
  return { copier, ended, stopped };
};

test('partitions are known before they run and are waiting then; told to end, all threads do', async () => {
  const { copier, ended } = open();
  copier.add(tasks(3));
  expect(copier.status()).toMatchObject({
    lag: 27n,
    partitions: [0, 1, 2].map((partition) => ({ partition, phase: 'waiting', end: 9n })),
  });
  expect(copier.topics()).toMatchObject([
    { topic: 'orders', phases: new Map([['waiting', 3]]), lag: undefined },
  ]);
  const running = copier.run();
  await copier.seeLag();
  expect(copier.topics()).toMatchObject([{ topic: 'orders', phases: new Map([['waiting', 3]]) }]);
  await copier.release([{ topic: 'orders', partition: 1 }]);
  await copier.seeLag();
  expect(copier.topics()).toMatchObject([{ phases: new Map([['waiting', 2]]) }]);
  expect(copier.status().partitions.map(({ partition }) => partition)).toEqual([0, 2]);
  ended.abort();
  await running;
});

test('errors of partitions come from all threads, and all is done when all of them have stopped', async () => {
  const { copier, stopped } = open({ stallTimeoutMs: 1 });
  copier.add(tasks(3));
  await copier.run();
  expect(stopped.sort()).toEqual([0, 1, 2].map((partition) => `${partition} REPLICATION_STALLED`));
  expect(copier.status().partitions).toMatchObject(
    stopped.map(() => ({ phase: 'stopped', error: { code: 'REPLICATION_STALLED' } })),
  );
});

test('a thread that dies ends the others, and is named by a code', async () => {
  // Nothing that a configuration could hold: the thread breaks when it begins.
  const { copier } = open({ sourceClusterId: 5 as unknown as string });
  copier.add(tasks(3));
  await expect(copier.run()).rejects.toMatchObject({ code: 'REPLICATION_THREAD_DIED' });
  await copier.release(tasks(3));
});
