import { type Acl, createAcls, createTopics } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { pairArguments, reach, usePair, writeProperties } from '../lib/clusters.ts';
import { endsEqual } from '../lib/ends.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';
import { runMqferry, startMqferry } from '../lib/mqferry.ts';
import { produceTransactions } from '../lib/producers.ts';
import { until } from '../lib/until.ts';
import { textRecords, writeBatch } from '../lib/write-records.ts';

const MINUTE_MS = 60_000;
const LISTENER = 'SASL_PLAINTEXT';
const USER = 'mover';
/** May do the same, but not use groups. */
const LONER = 'loner';
const NOW = BigInt(Date.now());

const allow = (
  resourceType: Acl['resourceType'],
  resourceName: string,
  operation: Acl['operation'],
  user = USER,
): Acl => ({
  ...{ resourceType, resourceName, operation, patternType: 'LITERAL', permission: 'ALLOW' },
  ...{ principal: `User:${user}`, host: '*' },
});

/** A user who may do with topics what he likes, and with the cluster nothing but look. */
const RIGHTS: readonly Acl[] = [
  allow('TOPIC', '*', 'ALL'),
  allow('GROUP', '*', 'ALL'),
  allow('CLUSTER', 'kafka-cluster', 'CREATE'),
  allow('CLUSTER', 'kafka-cluster', 'DESCRIBE'),
  allow('TOPIC', '*', 'ALL', LONER),
  allow('CLUSTER', 'kafka-cluster', 'DESCRIBE', LONER),
];

describe('a user of the target without rights on the cluster', () => {
  const pair = usePair(
    { version: '2.8.2' },
    {
      version: '4.3.1',
      listeners: ['PLAINTEXT', LISTENER],
      sasl: { mechanisms: ['SCRAM-SHA-512'], users: { [USER]: 'mover-secret', [LONER]: 'loner-secret' } },
      authorizer: true,
    },
  );
  let asUser: string[] = [];

  beforeAll(async () => {
    const { onSource, onTarget, source } = pair();
    const shape = { partitions: 1, replicationFactor: 1 };
    await createTopics(onSource, [
      { name: 'good', ...shape },
      { name: 'later', ...shape },
      { name: 'transactional', ...shape },
      { name: 'compacted', ...shape, configs: { 'cleanup.policy': 'compact,delete' } },
    ]);
    for (const topic of ['good', 'later']) {
      await writeBatch(onSource, { topic, partition: 0 }, textRecords(20, NOW));
    }
    await produceTransactions(reach(source), 'transactional');
    await createAcls(onTarget, RIGHTS);
    asUser = await argumentsOf(USER);
  });

  const argumentsOf = async (user: string): Promise<string[]> => {
    const { target, folder } = pair();
    const properties = target.clientProperties(LISTENER, { user });
    const config = await writeProperties(folder, `${user}.properties`, properties);
    return [...pairArguments(pair()), '--to', target.bootstrap[LISTENER]!, '--to-config', config];
  };

  const refused = (codes: readonly string[], ...args: string[]) =>
    expectRefusal(pair().onTarget, codes, ...asUser, ...args);

  it('is told which right is missing', async () => {
    const { report } = await runMqferry('migrate', ...asUser, '--dry-run', '--topics', 'good');
    const codes = report!.plan.warnings.map(({ code }: { code: string }) => code);
    expect(codes).toContain('transactions-lack-cluster-action');
  });

  it('is told of the right on the group in which copiers agree', async () => {
    const { clusterId } = await pair().onSource.metadata();
    const asLoner = [...(await argumentsOf(LONER)), '--topics', 'good'];
    const stderr = await expectRefusal(pair().onTarget, ['REPLICATION_GROUP_RIGHT_MISSING'], ...asLoner);
    expect(stderr).toContain(`Grant Read on the group __mqferry-${clusterId}`);
  });

  it.each([
    ['compacted', 'REPLICATION_COMPACTED_TOPIC'],
    ['transactional', 'REPLICATION_TRANSACTIONAL_TOPIC'],
  ])('cannot copy what takes markers: %s ends with %s', async (topic, code) => {
    expect(await refused([code], '--topics', topic)).toContain(topic);
  });

  it('copies a topic until a transaction begins there, and the others on', async () => {
    const { source, target, onSource, onTarget } = pair();
    const mqferry = startMqferry('migrate', ...asUser, '--follow', '--topics', 'good|later');
    const both = ['good', 'later'];
    await until('both are copied', MINUTE_MS, () => endsEqual(onSource, onTarget, both));
    await produceTransactions(reach(source), 'later');
    await until('the partition has stopped', MINUTE_MS, () =>
      mqferry.lines.some(({ type }) => type === 'partition-stopped'),
    );
    await writeBatch(onSource, { topic: 'good', partition: 0 }, textRecords(20, NOW));
    await until('the other is copied', MINUTE_MS, () => endsEqual(onSource, onTarget, ['good']));
    mqferry.kill('SIGINT');
    const { code, report, stderr } = await mqferry.exited;
    expect(report, stderr).toMatchObject({ result: 'incomplete', exitCode: 1, complete: false });
    expect(code).toBe(1);
    expect(stderr).toContain('REPLICATION_TRANSACTIONAL_TOPIC');
    await expectEqualLogs(reach(source), reach(target), ['good']);
    // What was held stays written down for the next run, which puts it back.
    expect(report!.stillHeld).toEqual(['good', 'later']);
  });
});
