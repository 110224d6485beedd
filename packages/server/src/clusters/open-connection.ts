import { apiErrors } from '@mqferry/api';
import { addressText } from '@mqferry/core';
import { givenFiles, KafkaClient, loadClientProperties } from '@mqferry/kafka';
import type { ClusterConnection } from '@mqferry/store';

/** In CIDR notation; undefined: brokers may be anywhere. */
export type Networks = readonly string[] | undefined;

/** A client, and where it begins. */
export interface OpenedConnection {
  readonly client: KafkaClient;
  /** `host:port`, joined by commas. */
  readonly bootstrap: string;
}

/**
 * A client for a cluster by what was given of it: nothing is read from this machine's files or environment. It connects
 * when it is used first. Throws CONFIG_….
 */
export const openConnection = async (
  { properties, files }: ClusterConnection,
  networks: Networks,
): Promise<OpenedConnection> => {
  const content = new Map(
    Object.entries(files).map(([name, base64]) => [name, Buffer.from(base64, 'base64')] as const),
  );
  const { config } = await loadClientProperties(
    { text: properties },
    { files: givenFiles(content), env: {}, networks },
  );
  return { client: new KafkaClient(config), bootstrap: config.bootstrap.map(addressText).join(',') };
};

/** Open clients by the ids of their clusters. */
export class ConnectedClusters {
  readonly #connectionOf: (id: string) => Promise<ClusterConnection | undefined>;
  /** Where brokers may be. */
  readonly networks: Networks;
  readonly #clients = new Map<string, Promise<KafkaClient>>();

  constructor(connectionOf: (id: string) => Promise<ClusterConnection | undefined>, networks: Networks) {
    this.#connectionOf = connectionOf;
    this.networks = networks;
  }

  /** The client of a cluster. Throws API_NOT_FOUND. */
  client(id: string): Promise<KafkaClient> {
    const open = this.#clients.get(id) ?? this.#open(id);
    this.#clients.set(id, open);
    open.catch(() => this.#clients.delete(id));
    return open;
  }

  async #open(id: string): Promise<KafkaClient> {
    const connection = await this.#connectionOf(id);
    if (!connection) throw apiErrors.API_NOT_FOUND({ kind: 'cluster', id });
    return (await openConnection(connection, this.networks)).client;
  }

  /** Closes the client of a cluster that is forgotten. */
  async forget(id: string): Promise<void> {
    const open = this.#clients.get(id);
    this.#clients.delete(id);
    await (await open?.catch(() => undefined))?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.keys()].map((id) => this.forget(id)));
  }
}
