import { type CodedError, codedErrorIn } from '@mqferry/core';
import { brokerErrorName, partitionText, type TopicPartition } from '@mqferry/kafka';
import {
  type ComparedLogs,
  type ComparedStretch,
  chain,
  compareStretches,
  differencesIn,
  earlier,
  later,
  MOST_DIFFERENCES,
} from './compare-stretches.ts';
import type { RollingProgress, VerifiedPartition } from './rolling-status.ts';
import type { RecordDifference } from './verification-report.ts';

/** Where both logs of a partition start now. */
export type LogStarts = (where: TopicPartition) => Promise<bigint>;

/** Ids of the topics that are compared, where they have them. */
export type ComparedTopicIds = Pick<RollingProgress, 'sourceTopicId' | 'targetTopicId'>;

/** A difference counts only when it is still there after so long: a new leader may show a lower high watermark. */
const CONFIRM_MS = 3_000;
/** Stretches compared before other partitions get their turn. */
const STRETCHES_A_TURN = 20;

/** A place up to which something is compared, and when it was the end of the copy (milliseconds since 1970). */
interface Goal {
  readonly offset: bigint;
  readonly at: number;
}

/** One partition of a verification that follows the copy. */
export class RollingPartition implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly #ids: ComparedTopicIds;
  #start: bigint | undefined;
  #next = 0n;
  #records = 0;
  #unverified = 0n;
  #sourceChain: Buffer = Buffer.alloc(0);
  #targetChain: Buffer = Buffer.alloc(0);
  #differences: RecordDifference[] = [];
  #suspect: { readonly start: bigint; readonly since: number } | undefined;
  #goal: Goal | undefined;
  #verifiedAsOf: number | undefined;
  /** The last that is known of the copy. */
  #copied: Goal = { offset: 0n, at: 0 };
  #error: CodedError | undefined;

  /** `known`: what an earlier process left; it counts only for a target topic that is known to be the same (from 2.8). */
  constructor({ topic, partition }: TopicPartition, ids: ComparedTopicIds, known?: RollingProgress) {
    this.topic = topic;
    this.partition = partition;
    this.#ids = ids;
    const { sourceTopicId, targetTopicId } = ids;
    const isSame =
      targetTopicId !== undefined &&
      known?.targetTopicId === targetTopicId &&
      known.sourceTopicId === sourceTopicId;
    if (!known || !isSame) return;
    this.#start = BigInt(known.start);
    this.#next = BigInt(known.next);
    this.#records = known.records;
    this.#unverified = BigInt(known.unverified);
    this.#sourceChain = Buffer.from(known.sourceChain, 'hex');
    this.#targetChain = Buffer.from(known.targetChain, 'hex');
    this.#differences = known.differences.map(({ offset, kind }) => ({ offset: BigInt(offset), kind }));
  }

  /** The copy has come so far by now. */
  follow(copiedTo: bigint): void {
    this.#copied = { offset: copiedTo, at: Date.now() };
    this.#goal ??= this.#copied;
    this.#reachGoal();
  }

  /** Everything before is compared. */
  get verifiedTo(): bigint {
    return this.#next;
  }

  /** Whether there is something to compare. */
  get isBehind(): boolean {
    return this.#error === undefined && this.#next < this.#copied.offset;
  }

  /** Compares a few stretches, at most up to `stableEnd`; true when more could be compared at once. */
  async advance(logs: ComparedLogs, starts: LogStarts): Promise<boolean> {
    try {
      if (this.#start === undefined) await this.#begin(starts);
      return await this.#compare(logs, earlier(logs.stableEnd, this.#copied.offset));
    } catch (error) {
      const coded = codedErrorIn(error);
      if (!coded) throw error;
      if (brokerErrorName(error) === 'OFFSET_OUT_OF_RANGE') return this.#skipDeleted(starts);
      if (!coded.retriable) this.#error = coded;
      return false;
    }
  }

  async #begin(starts: LogStarts): Promise<void> {
    this.#start = await starts(this);
    this.#next = this.#start;
  }

  async #compare(logs: ComparedLogs, to: bigint): Promise<boolean> {
    let turns = STRETCHES_A_TURN;
    for await (const stretch of compareStretches(logs, this.#next, to)) {
      if (!stretch.equal && !(await this.#confirms(logs, stretch))) return false;
      this.#suspect = undefined;
      this.#sourceChain = chain(this.#sourceChain, stretch.sourceDigest);
      this.#targetChain = chain(this.#targetChain, stretch.targetDigest);
      this.#records += stretch.records;
      this.#next = stretch.end;
      this.#reachGoal();
      turns -= 1;
      if (turns === 0) break;
    }
    return this.#next < to;
  }

  /** Whether a stretch that differs still does after a while; then its first differences are noted. */
  async #confirms(logs: ComparedLogs, stretch: ComparedStretch): Promise<boolean> {
    const now = performance.now();
    if (this.#suspect?.start !== stretch.start) this.#suspect = { start: stretch.start, since: now };
    if (now - this.#suspect.since < CONFIRM_MS) return false;
    const differences = await differencesIn(logs, stretch);
    this.#differences = [...this.#differences, ...differences].slice(0, MOST_DIFFERENCES);
    return differences.length > 0;
  }

  /** Retention was faster: what is gone cannot be compared any more, and is counted. */
  async #skipDeleted(starts: LogStarts): Promise<boolean> {
    const start = await starts(this).catch(() => this.#next);
    if (start <= this.#next) return false;
    this.#unverified += start - this.#next;
    this.#next = start;
    this.#reachGoal();
    return true;
  }

  #reachGoal(): void {
    if (!this.#goal || this.#next < this.#goal.offset) return;
    const reached = this.#next >= this.#copied.offset ? this.#copied : this.#goal;
    this.#verifiedAsOf = reached.at;
    this.#goal = undefined;
  }

  get status(): VerifiedPartition {
    const { topic, partition } = this;
    const asOf = this.#verifiedAsOf;
    return {
      ...{ topic, partition, start: this.#start ?? 0n, verifiedTo: this.#next, records: this.#records },
      lag: later(this.#copied.offset - later(this.#next, this.#start ?? 0n), 0n),
      ageMs: asOf === undefined ? undefined : Date.now() - asOf,
      ...{ unverified: this.#unverified, differences: this.#differences, error: this.#error },
    };
  }

  /** What is kept beyond this process; undefined before anything was compared. */
  get progress(): readonly [key: string, progress: RollingProgress] | undefined {
    if (this.#start === undefined) return undefined;
    const next = String(this.#next);
    return [
      partitionText(this),
      {
        ...this.#ids,
        ...{ follows: true, start: String(this.#start), end: next, next, records: this.#records },
        unverified: String(this.#unverified),
        sourceChain: this.#sourceChain.toString('hex'),
        targetChain: this.#targetChain.toString('hex'),
        differences: this.#differences.map(({ offset, kind }) => ({ offset: String(offset), kind })),
      },
    ];
  }
}
