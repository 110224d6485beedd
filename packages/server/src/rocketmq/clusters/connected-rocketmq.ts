import type { RocketmqAdmin } from '@mqferry/rocketmq';
import type { RocketmqConnection } from '@mqferry/store';
import type { Networks } from '../../clusters/open-connection.ts';
import { openRocketmq } from './open-rocketmq.ts';

/** A RocketMQ cluster that is connected to. */
export interface OpenedRocketmq {
  readonly admin: RocketmqAdmin;
  /** Which of the clusters that its name servers know. */
  readonly clusterName: string;
}

/** Open admins by the ids of their clusters. */
export class ConnectedRocketmq {
  readonly #connectionOf: (id: string) => Promise<RocketmqConnection>;
  /** Where servers may be. */
  readonly networks: Networks;
  readonly #open = new Map<string, Promise<OpenedRocketmq>>();

  /** `connectionOf`: throws for what is no RocketMQ cluster. */
  constructor(connectionOf: (id: string) => Promise<RocketmqConnection>, networks: Networks) {
    this.#connectionOf = connectionOf;
    this.networks = networks;
  }

  /** The cluster, connected to. Throws what `connectionOf` throws. */
  get(id: string): Promise<OpenedRocketmq> {
    const open = this.#open.get(id) ?? this.#connect(id);
    this.#open.set(id, open);
    open.catch(() => this.#open.delete(id));
    return open;
  }

  /** Ends the connections of a cluster that is forgotten, or reached otherwise from now on. */
  async forget(id: string): Promise<void> {
    const open = this.#open.get(id);
    this.#open.delete(id);
    await (await open?.catch(() => undefined))?.admin.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.forget(id)));
  }

  async #connect(id: string): Promise<OpenedRocketmq> {
    const connection = await this.#connectionOf(id);
    return { admin: openRocketmq(connection, this.networks), clusterName: connection.clusterName };
  }
}
