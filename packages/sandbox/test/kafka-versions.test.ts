import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KafkaCluster, type KafkaVersion, runJavaTool, startKafka } from '../src/index.ts';
import { probeApiVersions } from '../src/probe.ts';
import { identify } from '../src/process-identity.ts';
import { propertiesText } from '../src/properties.ts';

const PRODUCE = 0;

const NEW_TOOL = ['tools', 'org.apache.kafka.tools.TopicCommand'] as const;
const OLD_TOOL = ['2.8.2', 'kafka.admin.TopicCommand'] as const;

/**
 * The highest Produce version each release answers with, a tool old enough to talk to it, and what the tool
 * says of a refused login: before Kafka 1.0 a broker only closed the connection.
 */
const releases = [
  ['4.3.1', 13, NEW_TOOL, /SaslAuthenticationException/],
  ['3.9.2', 11, NEW_TOOL, /SaslAuthenticationException/],
  ['2.8.2', 9, OLD_TOOL, /SaslAuthenticationException/],
  ['0.10.2.2', 2, OLD_TOOL, /Timed out waiting/],
] as const satisfies [KafkaVersion, number, unknown, RegExp][];

describe.each(releases)('Kafka %s', (version, produceVersion, [classpath, main], refused) => {
  let cluster: KafkaCluster;
  const hasTokens = version !== '0.10.2.2';

  beforeAll(async () => {
    cluster = await startKafka({
      version,
      shortLived: true,
      listeners: ['PLAINTEXT', 'SSL', 'SASL_SSL'],
      sasl: {
        mechanisms: hasTokens ? ['SCRAM-SHA-512', 'PLAIN', 'OAUTHBEARER'] : ['SCRAM-SHA-512', 'PLAIN'],
        users: { alice: 'it"s\\alice' },
      },
      authorizer: true,
      config: { 'super.users': 'User:admin;User:ANONYMOUS;User:CN=mqferry-client' },
    });
  });
  afterAll(() => cluster?.stop());

  const createTopic = async (topic: string, properties: Record<string, string>): Promise<string> => {
    const file = join(cluster.directory, `${topic}.properties`);
    await writeFile(file, propertiesText(properties));
    const connection = ['--bootstrap-server', properties['bootstrap.servers']!, '--command-config', file];
    const topicOptions = ['--create', '--topic', topic, '--partitions', '1', '--replication-factor', '1'];
    return runJavaTool({ classpath, main, args: [...connection, ...topicOptions] });
  };

  it('answers on every listener', async () => {
    const { PLAINTEXT, SSL, SASL_SSL } = cluster.brokers[0]!.ports;
    const { certificates } = cluster;
    for (const target of [
      { port: PLAINTEXT! },
      { port: SSL!, certificates },
      { port: SASL_SSL!, certificates },
    ]) {
      expect((await probeApiVersions(target)).get(PRODUCE)).toBe(produceVersion);
    }
    expect(cluster.bootstrap.PLAINTEXT).toBe(`127.0.0.1:${PLAINTEXT}`);
  });

  it('lets the superuser in through SASL_SSL with SCRAM, and enforces ACLs on others', async () => {
    const admin = cluster.clientProperties('SASL_SSL', 'admin');
    expect(await createTopic('by-admin', admin)).toContain('Created topic');
    await expect(
      createTopic('by-alice', cluster.clientProperties('SASL_SSL', 'alice')),
    ).rejects.toMatchObject({
      code: 'SANDBOX_COMMAND_FAILED',
      message: expect.stringMatching(/Authorization/),
    });
  });

  it('knows the client by its certificate on SSL', async () => {
    expect(cluster.certificates!.clientPrincipal).toBe('CN=mqferry-client');
    expect(await createTopic('by-certificate', cluster.clientProperties('SSL'))).toContain('Created topic');
  });

  if (hasTokens)
    it('takes an unsecured token for OAUTHBEARER', async () => {
      const properties = cluster.clientProperties('SASL_SSL', { user: 'admin', mechanism: 'OAUTHBEARER' });
      expect(await createTopic('by-token', properties)).toContain('Created topic');
    });

  it('refuses a wrong password', async () => {
    const properties = cluster.clientProperties('SASL_SSL', { user: 'admin', mechanism: 'SCRAM-SHA-512' });
    const wrong = properties['sasl.jaas.config']!.replace('admin-secret', 'wrong');
    // Where nothing but silence tells, there is no need to wait for the usual minute.
    const limits =
      version === '0.10.2.2' ? { 'default.api.timeout.ms': '4000', 'request.timeout.ms': '3000' } : {};
    await expect(
      createTopic('wrong', { ...properties, ...limits, 'sasl.jaas.config': wrong }),
    ).rejects.toMatchObject({ message: expect.stringMatching(refused) });
  });

  it('keeps a readable log and leaves nothing behind when it is stopped', async () => {
    const { pid, logFile } = cluster.brokers[0]!;
    expect(readFileSync(logFile, 'utf8')).toMatch(/INFO .*started/);
    await cluster.stop();
    expect(identify(pid)).toBeUndefined();
    expect(existsSync(cluster.directory)).toBe(false);
  });
});
