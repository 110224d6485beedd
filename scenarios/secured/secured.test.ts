import { createTopics, KafkaClient, loadClientProperties } from '@mqferry/kafka';
import type { KafkaCluster, SaslMechanism } from '@mqferry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useClusters, useFolder, writeProperties } from '../lib/clusters.ts';
import { expectEqualLogs } from '../lib/expect-equal.ts';
import type { Reach } from '../lib/java-tools.ts';
import { recordsIn } from '../lib/kafka-log.ts';
import { runMqferry } from '../lib/mqferry.ts';
import { produceBulk, produceText } from '../lib/producers.ts';

const LISTENER = 'SASL_SSL';
const USERS = { ferry: 'ferry-secret', other: 'other-secret' };
const RECORDS = 5_000;
const SECURED = {
  listeners: [LISTENER],
  sasl: { mechanisms: ['SCRAM-SHA-256', 'SCRAM-SHA-512'], users: USERS },
} as const;

/** How a property file logs in and whom it trusts. */
interface Login {
  readonly mechanism: SaslMechanism;
  readonly truststore: 'JKS' | 'PKCS12';
}

const ONE: Login = { mechanism: 'SCRAM-SHA-512', truststore: 'PKCS12' };
const OTHER: Login = { mechanism: 'SCRAM-SHA-256', truststore: 'JKS' };

describe('a copy between clusters that want SCRAM over TLS', () => {
  const folder = useFolder();
  const clusters = useClusters({ version: '2.8.2', ...SECURED }, { version: '4.3.1', ...SECURED });
  let source: KafkaClient;

  /** A property file as an administrator of Java clients has it. */
  const propertiesOf = (
    cluster: KafkaCluster,
    { mechanism, truststore }: Login,
    user: keyof typeof USERS = 'ferry',
  ): Promise<string> => {
    const { truststoreJks, truststorePkcs12 } = cluster.certificates!;
    return writeProperties(folder(), `${cluster.version}-${mechanism}-${truststore}-${user}.properties`, {
      ...cluster.clientProperties(LISTENER, { user, mechanism }),
      'ssl.truststore.location': truststore === 'JKS' ? truststoreJks : truststorePkcs12,
      'ssl.truststore.type': truststore,
    });
  };

  const reachOf = async (cluster: KafkaCluster): Promise<Reach> => ({
    bootstrap: cluster.bootstrap[LISTENER]!,
    config: await propertiesOf(cluster, ONE, 'other'),
  });

  beforeAll(async () => {
    const [cluster] = clusters();
    const { bootstrap, config } = await reachOf(cluster!);
    source = new KafkaClient((await loadClientProperties({ path: config! })).config);
    await createTopics(
      source,
      ['bulk', 'text'].map((name) => ({ name, partitions: 3, replicationFactor: 1 })),
    );
    await produceBulk({ bootstrap, config: config! }, 'bulk', RECORDS, 1_000, { 'compression.type': 'lz4' });
    const text = Array.from({ length: 100 }, (_, i) => ({ key: `key ${i}`, value: `value ${i}` }));
    await produceText({ bootstrap, config: config! }, 'text', text);
  });
  afterAll(() => source?.close());

  it.each([
    { topics: 'bulk', from: OTHER, to: ONE },
    { topics: 'text', from: ONE, to: OTHER },
  ])('ends equal from $from.mechanism, $from.truststore to $to.mechanism, $to.truststore', async (row) => {
    const { topics, from, to } = row;
    const [source, target] = clusters();
    const { report, code, stderr } = await runMqferry(
      'migrate',
      ...['--from-config', await propertiesOf(source!, from)],
      ...['--to-config', await propertiesOf(target!, to)],
      ...['--topics', topics, '--once', '--verify', '--json', '--state', folder()],
    );
    expect(report, stderr).toMatchObject({ result: 'equal', exitCode: 0 });
    expect(code).toBe(0);
    expect(stderr).not.toContain('secret');
  });

  it('is equal for Kafka’s own tools', async () => {
    const [source, target] = await Promise.all(clusters().map(reachOf));
    const logs = await expectEqualLogs(source!, target!, ['bulk', 'text']);
    expect(recordsIn(logs.bulk!)).toBe(RECORDS);
    expect(recordsIn(logs.text!)).toBe(100);
  });
});
