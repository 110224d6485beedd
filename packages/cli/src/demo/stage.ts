import type { KafkaClient } from '@mqferry/kafka';
import { type KafkaCluster, type KafkaVersion, startKafka } from '@mqferry/sandbox';
import type { Context } from '../context.ts';

/** A cluster of the demo and a client of it. */
export interface DemoCluster {
  readonly cluster: KafkaCluster;
  readonly client: KafkaClient;
  readonly bootstrap: string;
}

/** Both clusters, and everything else that has to be ended when the demo ends, however it ends. */
export class Stage {
  readonly #context: Context;
  readonly #clusters: KafkaCluster[] = [];
  readonly #endings: (() => Promise<unknown>)[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  /** Starts a cluster of one broker. */
  async startCluster(version: KafkaVersion): Promise<DemoCluster> {
    const cluster = await startKafka({ version });
    this.#clusters.push(cluster);
    const bootstrap = cluster.bootstrap.PLAINTEXT!;
    const [host, port] = bootstrap.split(':') as [string, string];
    const client = this.#context.world.services.connect({ bootstrap: [{ host, port: Number(port) }] });
    this.atEnd(() => client.close());
    return { cluster, client, bootstrap };
  }

  /** Something to do at the end; what was given last is done first. */
  atEnd(ending: () => Promise<unknown>): void {
    this.#endings.unshift(ending);
  }

  /** From now on the clusters stay up until `mqferry sandbox down`. */
  leaveClusters(): void {
    for (const cluster of this.#clusters.splice(0)) cluster.detach();
  }

  /** Ends everything. */
  async clear(): Promise<void> {
    for (const ending of this.#endings.splice(0)) await ending();
    await Promise.all(this.#clusters.splice(0).map((cluster) => cluster.stop()));
  }
}
