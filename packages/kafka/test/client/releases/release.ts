import type { KafkaCluster, KafkaVersion } from '@mqferry/sandbox';
import type { ConnectionConfig } from '../../../src/client/connection-config.ts';
import { KafkaClient, type KafkaClientOptions } from '../../../src/client/kafka-client.ts';
import { HIGHEST_TESTED_VERSION } from '../../../src/client/tested-versions.ts';

/** What tests speak to bring about what the client is to see; the client itself does not speak it. */
const TEST_VERSIONS = {
  ConsumerGroupHeartbeat: 1,
  ShareGroupHeartbeat: 1,
  StreamsGroupHeartbeat: 0,
};

/** Text that survives as a value of a properties file. */
const escaped = (value: string): string => value.replaceAll('\\', '\\\\');

/** Properties as the text of a file. */
export const propertiesText = (properties: Readonly<Record<string, string>>): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${escaped(value)}\n`)
    .join('');

/** One release that runs, and clients of it that are ended with it. */
export class Release {
  readonly cluster: KafkaCluster;
  readonly #clients: KafkaClient[] = [];

  constructor(cluster: KafkaCluster) {
    this.cluster = cluster;
  }

  get version(): KafkaVersion {
    return this.cluster.version;
  }

  /** Whether it is `version` or newer. */
  isFrom(major: number, minor: number): boolean {
    const [ownMajor = 0, ownMinor = 0] = this.version.split('.').map(Number);
    return ownMajor > major || (ownMajor === major && ownMinor >= minor);
  }

  address(listener: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL') {
    return { host: '127.0.0.1', port: this.cluster.brokers[0]!.ports[listener]! };
  }

  /** A client; `highest` overrides the highest version of some APIs, -1 for never. Of PLAINTEXT unless told otherwise. */
  client(
    highest: Readonly<Record<string, number>> = {},
    config: Partial<ConnectionConfig> = {},
  ): KafkaClient {
    const highestVersions = { ...HIGHEST_TESTED_VERSION, ...TEST_VERSIONS, ...highest };
    return this.connect({ bootstrap: [this.address('PLAINTEXT')], ...config }, { highestVersions });
  }

  connect(config: ConnectionConfig, options: KafkaClientOptions = {}): KafkaClient {
    const client = new KafkaClient(config, options);
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.cluster.stop();
  }
}
