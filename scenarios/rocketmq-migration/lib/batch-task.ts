import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Client, Routes } from '@mqferry/api';
import { until } from '../../lib/until.ts';
import { launchKillable, type Running } from '../../service/launch-killable.ts';
import type { ClusterPair } from './cluster-pair.ts';

type Batches = Answer<Routes['getSeamlessBatches']>;
type Batch = Batches['batches'][number];
type Kind = Batch['kind'];
type Stage = Batch['stages'][number]['stage'];

interface Clusters {
  readonly sourceId: string;
  readonly targetId: string;
}

/** Longer than the minute for which nobody may have written before a side counts as drained. */
const REACHED_MS = 180_000;

/** A service with a task in batches between the clusters of a pair. */
export class BatchTask {
  readonly #folder: string;
  readonly #clusters: Clusters;
  readonly id: string;
  #service: Running;

  private constructor(folder: string, service: Running, clusters: Clusters, id: string) {
    this.#folder = folder;
    this.#service = service;
    this.#clusters = clusters;
    this.id = id;
  }

  /** Starts the service and makes the task, in which are these topics. */
  static async start(
    pair: ClusterPair,
    topics: readonly { readonly topic: string; readonly kind: Kind }[],
  ): Promise<BatchTask> {
    const folder = await mkdtemp(join(tmpdir(), 'mqferry-batches-'));
    const service = await launchKillable(folder, undefined, 'quick', []);
    const add = async (name: string, nameServers: string) =>
      (await service.api.addRocketmqCluster({ body: { name, nameServers, clusterName: name } })).id;
    const sourceId = await add('old', pair.source.namesrvAddr);
    const targetId = await add('new', pair.target.namesrvAddr);
    const body = { name: 'move', sourceId, targetId, mode: 'batches' } as const;
    const { id } = await service.api.createSeamlessTask({ body });
    await service.api.addSeamlessTopics({ params: { id }, body: { topics: [...topics] } });
    return new BatchTask(folder, service, { sourceId, targetId }, id);
  }

  get api(): Client {
    return this.#service.api;
  }

  get params(): { readonly id: string } {
    return { id: this.id };
  }

  /** Imports what the source has into the target. */
  async import(): Promise<void> {
    const { sourceId: id, targetId } = this.#clusters;
    const taken = await this.api.takeMetadata({ params: { id }, body: { name: 'old' } });
    const body = { name: 'move', documentId: taken.id, targetId };
    const { id: importId, plan } = await this.api.createImport({ body });
    const params = { id: importId };
    await this.api.startImport({ params, body: { hash: plan.hash } });
    const state = await until('the import has ended', REACHED_MS, async () => {
      const found = await this.api.getImport({ params });
      return found.state !== 'running' && found.state;
    });
    if (state !== 'succeeded') throw new Error(`the import ended as ${state}`);
  }

  async batch(kind: Kind): Promise<Batch> {
    const { batches } = await this.api.getSeamlessBatches({ params: this.params });
    return batches.find((batch) => batch.kind === kind)!;
  }

  /** Says that a stage begins; gives the code of what is against it, if anything is. */
  begin(kind: Kind, stage: Stage): Promise<string | undefined> {
    return this.api.beginSeamlessBatch({ params: this.params, body: { kind, stage } }).then(
      () => undefined,
      ({ code }: { code: string }) => code,
    );
  }

  /** Waits until clusters show that a stage is reached. */
  async untilReached(kind: Kind, stage: Stage): Promise<void> {
    let why: unknown;
    const isReached = async () => {
      const found = (await this.batch(kind)).stages.find((each) => each.stage === stage)!;
      why = found.reason?.message.en;
      return found.verdict === 'pass';
    };
    await until(`${kind} topics have reached ${stage}`, REACHED_MS, isReached).catch((error) => {
      throw new Error(String(why), { cause: error });
    });
  }

  /** Kills the service and starts it again. */
  async restart(): Promise<void> {
    await this.#service.kill();
    this.#service = await launchKillable(this.#folder, this.#service.token, 'quick', []);
  }

  async end(): Promise<void> {
    await this.#service.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
