import { join } from 'node:path';
import { pause } from '@mqferry/core';
import { type KafkaClient, logEndOffsets, partitionText } from '@mqferry/kafka';
import type { CopyStatus, MigrationPlan, MigrationResult, RunningMigration } from '@mqferry/replication';
import type { Context } from '../context.ts';
import { ProgressMeter } from '../render/progress.ts';
import { statusLine } from '../render/status-line.ts';
import { journalIn } from '../state-files.ts';
import { demoErrors } from './demo-errors.ts';

const POLL_MS = 50;
/** A partition without progress for so long stops, which ends the demo. */
const STALL_LIMIT_MS = 60_000;
/** Group offsets are copied every few seconds. */
const GROUPS_LIMIT_MS = 60_000;

/** How much of what was there at the start was copied in what time. */
export interface BacklogResult {
  readonly records: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** A migration that goes on until it is told to end, just as `mqferry migrate --follow` runs it. */
export class LiveCopy {
  readonly #plan: MigrationPlan;
  readonly #source: KafkaClient;
  readonly #running: RunningMigration;
  readonly #meter: ProgressMeter;
  readonly #context: Context;
  readonly #end = new AbortController();
  readonly #startedAt = performance.now();
  #groupRounds = 0;
  #failure: unknown;

  /** `folder` gets the journal of what was set on the target for the time of the copy. */
  constructor(
    plan: MigrationPlan,
    source: KafkaClient,
    target: KafkaClient,
    folder: string,
    context: Context,
  ) {
    const { world } = context;
    this.#plan = plan;
    this.#source = source;
    this.#context = context;
    this.#meter = new ProgressMeter(plan, false, world.now());
    this.#running = world.services.startMigration(plan, source, target, {
      until: 'follow',
      signal: this.#end.signal,
      stallTimeoutMs: STALL_LIMIT_MS,
      journal: journalIn(join(folder, 'journal.json')),
      onEvent: ({ type }) => {
        if (type === 'groups-synced') this.#groupRounds += 1;
      },
    });
    this.#running.finished.catch((error: unknown) => {
      this.#failure = error;
    });
  }

  status(): CopyStatus {
    return this.#running.status();
  }

  /** The line `mqferry migrate` shows. */
  line(columns: number): string {
    const { world, t, err } = this.#context;
    return statusLine(this.#meter.observe(this.status(), world.now()), t, err.colors, columns, undefined);
  }

  /** Up to where each partition has been copied, by `topic-partition`. */
  copiedTo(): Map<string, bigint> {
    return new Map(
      this.status().partitions.map((partition) => [partitionText(partition), partition.copiedTo]),
    );
  }

  /** Resolves when everything is on the target that was on the source when the plan was made. */
  async backlogDone(signal: AbortSignal): Promise<BacklogResult> {
    const ends = this.#plan.topics.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, sourceEnd }): [string, bigint] => [
        partitionText({ topic, partition }),
        sourceEnd,
      ]),
    );
    await this.#reached(new Map(ends), signal);
    const { copiedRecords: records, copiedBytes: bytes } = this.status();
    return { records, bytes, seconds: (performance.now() - this.#startedAt) / 1000 };
  }

  /** Resolves when group offsets have been copied once more. Throws DEMO_TOO_SLOW. */
  async groupsCopied(signal: AbortSignal): Promise<void> {
    const before = this.#groupRounds;
    for (const deadline = performance.now() + GROUPS_LIMIT_MS; this.#groupRounds === before; ) {
      if (performance.now() > deadline) throw demoErrors.DEMO_TOO_SLOW({ seconds: GROUPS_LIMIT_MS / 1000 });
      await this.#next(signal);
    }
  }

  /** Waits for the end of the source, which nobody writes to any more, and ends the copy. Throws DEMO_COPY_INCOMPLETE. */
  async drain(signal: AbortSignal): Promise<MigrationResult> {
    await this.#reached(await logEndOffsets(this.#source, this.status().partitions), signal);
    this.#end.abort();
    const result = await this.#running.finished;
    const { complete, status } = result;
    if (!complete || status.lag > 0n) throw demoErrors.DEMO_COPY_INCOMPLETE({ lag: status.lag });
    return result;
  }

  /** Ends it wherever it is. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#running.finished.catch(() => {});
  }

  async #reached(ends: ReadonlyMap<string, bigint>, signal: AbortSignal): Promise<void> {
    const isBehind = () => {
      const copiedTo = this.copiedTo();
      return [...ends].some(([partition, end]) => (copiedTo.get(partition) ?? -1n) < end);
    };
    while (isBehind()) await this.#next(signal);
  }

  /** Waits until it is worth looking again. Throws what has stopped the copy. */
  async #next(signal: AbortSignal): Promise<void> {
    if (this.#failure) throw this.#failure;
    const stopped = this.status().partitions.find(({ error }) => error);
    if (stopped) throw stopped.error;
    await pause(POLL_MS, signal);
  }
}
