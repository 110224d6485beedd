import { Signal } from '@mqferry/core';
import {
  type ConnectionConfig,
  type LeaseDeadline,
  type OAuthToken,
  partitionText,
  type TopicPartition,
} from '@mqferry/kafka';
import {
  type CopierLimits,
  type CopierOptions,
  type CopyTask,
  DEFAULT_LIMITS,
} from '../copier/copier-options.ts';
import type { CopyStatus, PartitionStatus, TopicStatus } from '../copier/copy-status.ts';
import type { Copying } from '../copier/copying.ts';
import { PauseWatch } from '../copier/pause-watch.ts';
import { CopierThread, statusBefore } from './copier-thread.ts';
import { joinedTopics, topicNow } from './joined-topics.ts';
import type { ThreadSetup } from './thread-calls.ts';
import { toThread } from './thread-config.ts';

/** As for a copier, but for the lease, which every thread looks at by itself. */
export interface CopierThreadsOptions extends Omit<CopierOptions, 'isHeld'> {
  /** At most so many are started. */
  readonly threads: number;
  readonly lease: () => LeaseDeadline;
}

interface Entry {
  readonly task: CopyTask;
  /** Who copies it; nobody before it runs. */
  thread: CopierThread | undefined;
}

const LEAST_BYTES = 1024 * 1024;

/**
 * Copies partitions in several threads, each with a share of them, clients of its own and a part of the memory for
 * reading ahead. A thread begins with its first partition. Limits, pauses and the lease hold for all of them together.
 */
export class CopierThreads implements Copying {
  readonly #options: CopierThreadsOptions;
  readonly #threads: CopierThread[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new Signal();
  readonly #pauses: PauseWatch;
  #isRunning = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: CopierThreadsOptions) {
    const { control } = options;
    this.#options = options;
    this.#pauses = new PauseWatch(control);
    control.onChange(() => {
      for (const thread of this.#threads) thread.control(control.rules, this.#drops);
      this.#meetTopics();
    });
  }

  add(tasks: readonly CopyTask[]): void {
    const added = tasks.map((task): Entry => ({ task, thread: undefined }));
    for (const entry of added) this.#entries.set(partitionText(entry.task), entry);
    this.#meetTopics();
    if (this.#isRunning) this.#spread(added);
  }

  async release(partitions: readonly TopicPartition[]): Promise<void> {
    for (const where of partitions) this.#entries.delete(partitionText(where));
    await Promise.all(this.#threads.map((thread) => thread.release(partitions, this.#drops)));
  }

  async run(): Promise<void> {
    const { signal } = this.#options;
    const wake = () => this.#changed.notify();
    signal.addEventListener('abort', wake);
    this.#isRunning = true;
    this.#spread([...this.#entries.values()]);
    try {
      while (!signal.aborted && !this.#isDone && !this.#failure) {
        await this.#changed.wait();
        this.#lookForPauses();
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#isRunning = false;
      const ended = await Promise.allSettled(this.#threads.map((thread) => thread.end()));
      for (const each of ended) if (each.status === 'rejected') this.#fail(each.reason);
    }
    if (this.#failure) throw this.#failure.error;
  }

  status(): CopyStatus {
    const totals = this.#threads.map((thread) => thread.totals);
    const sum = (pick: (of: (typeof totals)[number]) => number) =>
      totals.reduce((total, each) => total + pick(each), 0);
    const partitions = [...this.#entries.values()].map(statusOf);
    const throttles = [this.#options.control.throttledBy, ...totals.map(({ throttledBy }) => throttledBy)];
    return {
      partitions,
      copiedBytes: sum(({ copiedBytes }) => copiedBytes),
      copiedRecords: sum(({ copiedRecords }) => copiedRecords),
      lag: partitions.reduce((lag, { copiedTo, end }) => (end > copiedTo ? lag + end - copiedTo : lag), 0n),
      throttledBy: throttles.find((reason) => reason !== undefined),
      recoveries: sum(({ recoveries }) => recoveries),
      heldBytes: sum(({ heldBytes }) => heldBytes),
    };
  }

  topics(): TopicStatus[] {
    const told = joinedTopics(this.#threads.flatMap(({ topics }) => topics));
    const byTopic = new Map(told.map((status) => [status.topic, status]));
    return [...Map.groupBy(this.#entries.values(), ({ task }) => task.topic)].map(([topic, entries]) => {
      const phases = entries.map((entry) => statusOf(entry).phase);
      return topicNow(topic, phases, byTopic.get(topic));
    });
  }

  async seeLag(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.seeLag()));
  }

  get #drops(): bigint {
    return this.#options.lease().drops;
  }

  get #isDone(): boolean {
    return (
      this.#entries.size >= this.#options.expected() &&
      this.#threads.reduce((sum, { size }) => sum + size, 0) === this.#entries.size &&
      this.#threads.every(({ isDone }) => isDone)
    );
  }

  /** Gives each to the thread that has the fewest; before one gets a second, all are started. */
  #spread(entries: readonly Entry[]): void {
    const sizes = new Map(this.#threads.map((thread) => [thread, thread.size]));
    for (const entry of entries) {
      const [least] = [...sizes].sort(([, a], [, b]) => a - b);
      const mayStart = sizes.size < this.#options.threads;
      entry.thread = least && (least[1] === 0 || !mayStart) ? least[0] : this.#start();
      sizes.set(entry.thread, (sizes.get(entry.thread) ?? 0) + 1);
    }
    for (const [thread, share] of Map.groupBy(entries, (entry) => entry.thread!)) {
      this.#give(
        thread,
        share.map(({ task }) => task),
      );
    }
  }

  #give(thread: CopierThread, tasks: readonly CopyTask[]): void {
    const { control, acceptsGaps } = this.#options;
    const topics = [...new Set(tasks.map(({ topic }) => topic))];
    thread.add({
      tasks,
      drops: this.#drops,
      acceptsGaps: topics.filter((topic) => acceptsGaps?.(topic)),
      budgets: new Map(topics.map((topic) => [topic, control.budgetOf(topic).memory])),
    });
  }

  #start(): CopierThread {
    const { source, target, control, lease, sourceClusterId, mapsFolder, stallTimeoutMs } = this.#options;
    const { onRecovering, onStopped, onGap, onFirstTransaction } = this.#options;
    const setup: ThreadSetup = {
      name: `copy-${this.#threads.length + 1}`,
      ...{
        source: toThread(source.config),
        target: toThread(target.config),
        sourceClusterId,
        mapsFolder,
        stallTimeoutMs,
      },
      limits: shareOf(this.#options.limits ?? DEFAULT_LIMITS, this.#options.threads),
      ...{ lease: lease().memory, totalBudget: control.total.memory, rules: control.rules },
    };
    const thread = new CopierThread(setup, {
      reported: () => this.#changed.notify(),
      recovering: (...what) => onRecovering?.(...what),
      stopped: (...what) => onStopped?.(...what),
      gap: async (gap) => onGap?.(gap),
      firstTransaction: async (topic) => (await onFirstTransaction?.(topic)) ?? 'none',
      token: (side) => tokenOf(this.#options[side].config),
      failed: (error) => this.#fail(error),
    });
    this.#threads.push(thread);
    return thread;
  }

  /** What has come to rest by the reports of all; not while one may not know yet what is paused. */
  #lookForPauses(): void {
    const { control } = this.#options;
    if (control.rules.pauses.length === 0) return;
    if (!this.#threads.every(({ isUpToDate }) => isUpToDate)) return;
    const changes = this.#pauses.look(this.status().partitions);
    if (changes.atRest.length + changes.resumed.length > 0) this.#options.onPaused?.(changes);
  }

  /** So that what is told of limits tells of these topics. */
  #meetTopics(): void {
    const { control } = this.#options;
    for (const { task } of this.#entries.values()) control.limitOf(task.topic);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#changed.notify();
  }
}

const statusOf = ({ task, thread }: Entry): PartitionStatus => thread?.statusOf(task) ?? statusBefore(task);

/** The part of one thread of what may be held of all. */
const shareOf = ({ totalBytes, partitionBytes, fetchBytes }: CopierLimits, threads: number): CopierLimits => {
  const total = Math.max(LEAST_BYTES, Math.floor(totalBytes / threads));
  return {
    totalBytes: total,
    partitionBytes: Math.min(partitionBytes, total),
    fetchBytes: Math.min(fetchBytes, total),
  };
};

const tokenOf = ({ sasl }: ConnectionConfig): Promise<OAuthToken> => {
  if (sasl?.mechanism !== 'OAUTHBEARER') throw new Error('a thread asks for a token that nobody has');
  return sasl.token();
};
