import { once } from 'node:events';
import { createServer } from 'node:net';
import { createTopics } from '@mqferry/kafka';
import { beforeAll, describe, expect, it } from 'vitest';
import { usePair, writeProperties } from '../lib/clusters.ts';
import { expectRefusal } from '../lib/expect-refusal.ts';

/** A port nobody listens on. */
const closedPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};

describe('a cluster that cannot be reached', () => {
  const listeners = ['PLAINTEXT', 'SSL', 'SASL_SSL', 'SASL_PLAINTEXT'] as const;
  const sasl = { mechanisms: ['SCRAM-SHA-512'], users: { ferry: 'ferry-secret' } } as const;
  const pair = usePair({ version: '2.8.2', listeners, sasl }, { version: '4.3.1', listeners, sasl });

  /** What is wrong with the connection to `side`, and the error that must tell it. */
  const CASES: readonly {
    readonly name: string;
    readonly code: string;
    readonly listener: (typeof listeners)[number];
    readonly changes: Readonly<Record<string, string>>;
  }[] = [
    {
      name: 'with a wrong password',
      code: 'KAFKA_AUTHENTICATION_FAILED',
      listener: 'SASL_SSL',
      changes: {
        'sasl.jaas.config':
          'org.apache.kafka.common.security.scram.ScramLoginModule required username="ferry" password="wrong-secret";',
      },
    },
    {
      name: 'with a mechanism that is not offered',
      code: 'KAFKA_MECHANISM_UNSUPPORTED',
      listener: 'SASL_SSL',
      changes: { 'sasl.mechanism': 'SCRAM-SHA-256' },
    },
    {
      name: 'without TLS on a TLS port',
      code: 'KAFKA_TLS_EXPECTED',
      listener: 'SSL',
      changes: { 'security.protocol': 'PLAINTEXT' },
    },
    {
      name: 'with TLS on a port without',
      code: 'KAFKA_TLS_FAILED',
      listener: 'PLAINTEXT',
      changes: { 'security.protocol': 'SSL' },
    },
    {
      name: 'without a login where one is wanted',
      code: 'KAFKA_LOGIN_EXPECTED',
      listener: 'SASL_PLAINTEXT',
      changes: { 'security.protocol': 'PLAINTEXT' },
    },
    {
      name: 'with a login where none is taken',
      code: 'KAFKA_LOGIN_UNEXPECTED',
      listener: 'PLAINTEXT',
      changes: {
        'security.protocol': 'SASL_PLAINTEXT',
        'sasl.mechanism': 'PLAIN',
        'sasl.jaas.config':
          'org.apache.kafka.common.security.plain.PlainLoginModule required username="ferry" password="ferry-secret";',
      },
    },
  ];
  /** The path of a property file for a listener of one side, with changes. */
  const properties = (
    side: 'source' | 'target',
    listener: (typeof listeners)[number],
    changes: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const { folder, [side]: cluster } = pair();
    return writeProperties(folder, `${side}.properties`, {
      ...cluster.clientProperties(listener),
      ...changes,
    });
  };

  const expectRefused = async (side: 'source' | 'target', code: string, file: string): Promise<string> => {
    const { source, target, onTarget, folder } = pair();
    return expectRefusal(
      onTarget,
      [code],
      ...(side === 'source'
        ? ['--from-config', file, '--to', target.bootstrap.PLAINTEXT!]
        : ['--from', source.bootstrap.PLAINTEXT!, '--to-config', file]),
      ...['--state', folder],
    );
  };

  beforeAll(async () => {
    await createTopics(pair().onSource, [{ name: 'orders', partitions: 1, replicationFactor: 1 }]);
  });

  describe.each(['source', 'target'] as const)('as the %s', (side) => {
    it.each(CASES)('$name', async ({ code, listener, changes }) => {
      const stderr = await expectRefused(side, code, await properties(side, listener, changes));
      expect(stderr).toContain(pair()[side].bootstrap[listener]);
      expect(stderr).toContain(side);
      expect(stderr).not.toContain('secret');
    });

    it('with a certificate of an unknown authority', async () => {
      const other = pair()[side === 'source' ? 'target' : 'source'];
      const changes = { 'ssl.truststore.location': other.certificates!.truststorePkcs12 };
      await expectRefused(side, 'KAFKA_TLS_FAILED', await properties(side, 'SSL', changes));
    });

    it('because nobody listens', async () => {
      const address = `127.0.0.1:${await closedPort()}`;
      const file = await properties(side, 'PLAINTEXT', { 'bootstrap.servers': address });
      expect(await expectRefused(side, 'KAFKA_UNREACHABLE', file)).toContain(address);
    });
  });
});
