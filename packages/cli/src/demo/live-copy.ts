import { errorOf } from '@mqferry/api';
import { pause } from '@mqferry/core';
import { fetchGroupOffsets, logEndOffsets, type TopicPartition } from '@mqferry/kafka';
import type { Context } from '../context.ts';
import { migrationStatusLine } from '../render/service/status-line.ts';
import type { MigrationView, TrafficSwitch } from '../service/find.ts';
import { demoErrors } from './demo-errors.ts';
import type { DemoService } from './demo-service.ts';
import { GROUP, LIVE_TOPIC, TOPICS } from './scene.ts';
import type { DemoCluster } from './stage.ts';

const POLL_MS = 100;
/** A step that does not come to its end for so long ends the demo. */
const LIMIT_MS = 180_000;

/** How much of what was there at the start was copied in what time. */
export interface BacklogResult {
  readonly records: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** Confirmed by the cluster that is copied to. */
export interface CopiedAmount {
  readonly records: number;
  readonly bytes: number;
}

const PARTITIONS: readonly TopicPartition[] = TOPICS.flatMap(({ name: topic, partitions }) =>
  Array.from({ length: partitions }, (_, partition) => ({ topic, partition })),
);

/** The logs of the demo begin at 0 and have a record at each offset. */
const sum = (ends: ReadonlyMap<string, bigint>): number =>
  Number([...ends.values()].reduce((all, end) => all + end, 0n));

const amountOf = (rates: MigrationView['copy']['forward']): CopiedAmount => ({
  records: rates?.copiedRecords ?? 0,
  bytes: rates?.copiedBytes ?? 0,
});

/** The demo's migration while it runs in the service. */
export class LiveCopy {
  readonly #service: DemoService;
  readonly #source: DemoCluster;
  readonly #target: DemoCluster;
  readonly #context: Context;
  readonly #startedAt = performance.now();
  #view: MigrationView | undefined;

  constructor(
    service: DemoService,
    { source, target }: { readonly source: DemoCluster; readonly target: DemoCluster },
    context: Context,
  ) {
    this.#service = service;
    this.#source = source;
    this.#target = target;
    this.#context = context;
  }

  /** The line that `mqferry migration watch` shows. */
  line(columns: number): string {
    const { language, t, err } = this.#context;
    return this.#view
      ? migrationStatusLine(this.#view, language, t, err.colors, columns)
      : t('watch.waiting');
  }

  /** Up to where each partition is on the target, by `topic-partition`. */
  copiedTo(): Promise<Map<string, bigint>> {
    return logEndOffsets(this.#target.client, PARTITIONS);
  }

  /** Resolves when everything is on the target that is on the source now. */
  async backlogDone(signal: AbortSignal): Promise<BacklogResult> {
    const { records, bytes } = await this.#copied(signal);
    return { records, bytes, seconds: (performance.now() - this.#startedAt) / 1000 };
  }

  /** Resolves when the group has an offset for each partition of the live topic on the target. */
  groupsCopied(signal: AbortSignal): Promise<void> {
    return this.#until(async () => {
      const offsets = await fetchGroupOffsets(this.#target.client, GROUP);
      return offsets.filter(({ topic }) => topic === LIVE_TOPIC.name).length === LIVE_TOPIC.partitions;
    }, signal);
  }

  /** Resolves when all of the source, which nobody adds to, is on the target; gives how much that was. */
  drain(signal: AbortSignal): Promise<CopiedAmount> {
    return this.#copied(signal);
  }

  /** Resolves when the applications may start on the target; `told` hears of the gates meanwhile. */
  async switched(told: (moving: TrafficSwitch) => void, signal: AbortSignal): Promise<void> {
    await this.#until(async () => {
      const moving = await this.#service.trafficSwitch();
      told(moving);
      return moving.stage === 'on-target';
    }, signal);
  }

  /** Resolves when what was written on the target since is on the source as well; gives how much that was. */
  async copiedBack(before: CopiedAmount, signal: AbortSignal): Promise<CopiedAmount> {
    const ends = await logEndOffsets(this.#target.client, PARTITIONS);
    const amount = () => amountOf(this.#view?.copy.back ?? null);
    await this.#until(async () => before.records + amount().records === sum(ends), signal);
    return amount();
  }

  /** Resolves when the copier tells that it has copied all that is on the source now; gives how much that was. */
  async #copied(signal: AbortSignal): Promise<CopiedAmount> {
    const due = sum(await logEndOffsets(this.#source.client, PARTITIONS));
    const amount = () => amountOf(this.#view?.copy.forward ?? null);
    await this.#until(async () => amount().records >= due, signal);
    return amount();
  }

  /** Looks again and again. Throws what has ended the copy, and DEMO_TOO_SLOW. */
  async #until(isReached: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
    for (const deadline = performance.now() + LIMIT_MS; ; await pause(POLL_MS, signal)) {
      this.#view = await this.#service.view();
      const { error } = this.#view.migration;
      if (error && !error.retriable) throw errorOf(error, 500);
      if (await isReached()) return;
      if (performance.now() > deadline) throw demoErrors.DEMO_TOO_SLOW({ seconds: LIMIT_MS / 1000 });
    }
  }
}
