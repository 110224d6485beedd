import { Worker } from 'node:worker_threads';
import {
  type CodedError,
  callsOver,
  codedErrorIn,
  type ErrorData,
  errorOf,
  type PortCalls,
} from '@mqferry/core';
import { partitionText, type TopicPartition } from '@mqferry/kafka';
import type { CopyTask } from '../copier/copier-options.ts';
import type { PartitionStatus, TopicStatus } from '../copier/copy-status.ts';
import { replicationErrors } from '../errors.ts';
import { UNKNOWN_LAG } from './joined-topics.ts';
import type {
  AddedPartitions,
  MainSide,
  PartitionReport,
  Request,
  ThreadReport,
  ThreadSetup,
  ThreadSide,
} from './thread-calls.ts';

/** What a thread tells besides its reports, and whom it tells that there is one. */
export interface CopierThreadEvents extends Omit<MainSide, 'report' | 'stopped' | 'failed'> {
  readonly reported: () => void;
  readonly stopped: (where: TopicPartition, error: CodedError | undefined) => void;
  /** It has died, or met a defect of this program. */
  readonly failed: (error: Error) => void;
}

/** A partition that the thread has, and from which report on what is said of it is of this time. */
interface Given {
  readonly since: number;
  status: PartitionStatus;
}

/** From the sources, as in tests, Node needs to be told that it takes packages from theirs too. */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const FILE = new URL(IS_SOURCE ? './thread-main.ts' : './thread-main.js', import.meta.url);
const NODE_ARGUMENTS = IS_SOURCE ? { execArgv: [...process.execArgv, '--conditions=source'] } : {};

const NOTHING: Omit<ThreadReport, 'request' | 'changed' | 'done'> = {
  ...{ copiedBytes: 0, copiedRecords: 0, recoveries: 0, heldBytes: 0, throttledBy: undefined },
};

/** So long a lag is true that was seen. */
const LAG_FRESH_MS = 10_000;

/** A copying thread as the main thread sees it: what it was given, and what it has reported. */
export class CopierThread {
  readonly #worker: Worker;
  readonly #calls: PortCalls<ThreadSide>;
  readonly #events: CopierThreadEvents;
  readonly #given = new Map<string, Given>();
  #requests = 0;
  #report: Omit<ThreadReport, 'changed'> = { ...NOTHING, request: 0, done: 0 };
  #topics: readonly TopicStatus[] = [];
  #topicsSeenAt = Number.NEGATIVE_INFINITY;
  #hasEnded = false;
  #hasDied = false;

  constructor(setup: ThreadSetup, events: CopierThreadEvents) {
    const { reported: _, stopped, failed, ...called } = events;
    this.#events = events;
    this.#worker = new Worker(FILE, { workerData: setup, name: setup.name, ...NODE_ARGUMENTS });
    const ours: MainSide = {
      ...called,
      report: (report) => this.#take(report),
      stopped: (where, error) => stopped(where, codedOf(error)),
      failed: (error) => failed(errorOf(error)),
    };
    this.#calls = callsOver<ThreadSide>(this.#worker, ours);
    this.#worker.on('error', (error) => this.#died(reasonOf(error), error));
    this.#worker.on('exit', (code) => this.#died(`exit code ${code}`));
  }

  /** How many partitions it has. */
  get size(): number {
    return this.#given.size;
  }

  /** Whether it has done all that it was told, and told what came of it. */
  get isUpToDate(): boolean {
    return this.#report.request === this.#requests;
  }

  /** Whether nothing is left to do of what it has. */
  get isDone(): boolean {
    return this.isUpToDate && this.#report.done === this.#given.size;
  }

  /** What it came to, with what it had earlier. */
  get totals(): Omit<ThreadReport, 'changed'> {
    return this.#report;
  }

  /** By topic, as of when `seeLag` was called last, or it ended; a lag that was seen long ago is not known. */
  get topics(): readonly TopicStatus[] {
    const isKnown = this.#hasEnded || performance.now() - this.#topicsSeenAt < LAG_FRESH_MS;
    return isKnown ? this.#topics : this.#topics.map((status) => ({ ...status, ...UNKNOWN_LAG }));
  }

  /** Where a partition stands that it has. It rests in a pause only if the thread knows what is paused now. */
  statusOf(where: TopicPartition): PartitionStatus | undefined {
    const status = this.#given.get(partitionText(where))?.status;
    return status?.phase === 'paused' && !this.isUpToDate ? { ...status, phase: 'copying' } : status;
  }

  /** `added`: as `ThreadSide.add` takes it, but for the request. */
  add(added: Omit<AddedPartitions, 'request'>): void {
    const { request } = this.#next(added.drops);
    for (const task of added.tasks)
      this.#given.set(partitionText(task), { since: request, status: statusBefore(task) });
    this.#calls.tell.add({ ...added, request });
  }

  /** Those of the partitions that it has; resolves when nothing of them is in flight any more. */
  async release(partitions: readonly TopicPartition[], drops: bigint): Promise<void> {
    const released = partitions.filter((where) => this.#given.delete(partitionText(where)));
    if (released.length === 0 || this.#hasEnded) return;
    await this.#unlessEnded(this.#calls.ask.release(released, this.#next(drops)));
  }

  /** Limits and pauses have changed. */
  control(rules: Parameters<ThreadSide['control']>[0], drops: bigint): void {
    this.#calls.tell.control(rules, this.#next(drops));
  }

  async seeLag(): Promise<void> {
    if (this.#hasEnded) return;
    const topics = await this.#unlessEnded(this.#calls.ask.seeLag());
    if (topics === undefined) return;
    this.#topics = topics;
    this.#topicsSeenAt = performance.now();
  }

  /** Resolves when it has stopped, with nothing in flight. Rejects when it has died. */
  async end(): Promise<void> {
    try {
      const { report, topics } = await this.#calls.ask.end();
      this.#topics = topics;
      this.#take(report);
    } finally {
      this.#hasEnded = true;
      await this.#worker.terminate();
      this.#calls.fail(new Error('the thread has ended'));
    }
  }

  /** An answer that may not come any more because the thread was told to end meanwhile; undefined then. */
  async #unlessEnded<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (this.#hasEnded && !this.#hasDied) return undefined;
      throw error;
    }
  }

  #next(drops: bigint): Request {
    this.#requests += 1;
    return { request: this.#requests, drops };
  }

  #take({ changed, ...report }: ThreadReport): void {
    this.#report = report;
    for (const status of changed) {
      const given = this.#given.get(partitionText(status));
      if (given && given.since <= report.request) given.status = statusOf(status);
    }
    this.#events.reported();
  }

  #died(reason: string, cause?: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#hasDied = true;
    const error = replicationErrors.REPLICATION_THREAD_DIED({ reason }, cause);
    this.#calls.fail(error);
    this.#events.failed(error);
  }
}

/** Where a partition stands that no thread has told of yet. */
export const statusBefore = ({ topic, partition, stopAt, tailFrom, mapped }: CopyTask): PartitionStatus => ({
  ...{ topic, partition, phase: 'waiting', copiedTo: 0n, end: stopAt ?? tailFrom },
  ...(mapped ? { mapped } : {}),
});

const statusOf = ({ error, ...status }: PartitionReport): PartitionStatus => {
  const coded = codedOf(error);
  return coded ? { ...status, error: coded } : status;
};

const codedOf = (error: ErrorData | undefined): CodedError | undefined =>
  error && codedErrorIn(errorOf(error));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
