import { type CodedError, Signal } from '@mqferry/core';
import { GroupMember, type KafkaClient, type LeaseDeadline, type TopicPartition } from '@mqferry/kafka';
import { replicationErrors } from '../errors.ts';
import { removeDeadNeighbours } from './dead-neighbours.ts';
import {
  decodeState,
  decodeTask,
  encodeState,
  encodeTask,
  type Holder,
  type MemberTask,
  partitionSets,
  partitionsIn,
} from './member-state.ts';
import { OWNERSHIP_PROTOCOL_TYPE } from './ownership-group.ts';
import { shareWork } from './share-work.ts';
import { thisProcess } from './this-process.ts';

/** Why partitions are given up: others may have them already, others are to get them, or nobody is to copy them. */
export type ReleaseReason = 'lost' | 'moving' | 'abandoned';

/** What ownership needs, and whom it tells. */
export interface OwnershipOptions {
  readonly target: KafkaClient;
  readonly groupId: string;
  /** Members of one replication share its partitions; those of others are kept away from its topics. */
  readonly replication: string;
  /** What else members have to have in common to share work, as text. */
  readonly sharedBy: string;
  /** After so long without a sign of life others may have what this process has, in milliseconds. */
  readonly sessionTimeoutMs: number;
  /** Finds out what has to be known before these are copied. */
  readonly learn: (partitions: readonly TopicPartition[]) => Promise<void>;
  /** Copies these from now on. */
  readonly take: (partitions: readonly TopicPartition[]) => void;
  /**
   * Writes nothing more of these when it returns; resolves when nothing of them is under way.
   */
  readonly release: (partitions: readonly TopicPartition[], why: ReleaseReason) => Promise<void>;
}

/** The version of what members tell each other; a group has members of one only. */
const PROTOCOL_NAME = 'v1';
const HEARTBEAT_MS = 1_000;
/** So many session timeouts a rebalance waits for a member that lives and does not join again. */
const REBALANCE_SESSIONS = 4;
const MARGIN_SHARE = 0.1;

/**
 * Which partitions this process copies, agreed on with all other copiers of the same source in a consumer group on the
 * target. It gets nothing that another may still write: whoever has to give something up says so when it has stopped,
 * and who does not say anything any more has stopped by itself before its session is over (`isHeld`).
 */
export class Ownership {
  readonly #options: OwnershipOptions;
  readonly #member: GroupMember;
  readonly #self = thisProcess();
  readonly #wanted = new Set<string>();
  readonly #claimed = new Set<string>();
  readonly #ready = new Map<string, number>();
  readonly #abandoned = new Set<string>();
  readonly #changed = new Signal();
  readonly #failed = new AbortController();
  #owned = new Map<string, TopicPartition>();
  readonly #releasing = new Set<string>();
  #task: MemberTask | undefined;
  /** Counts memberships: what was given in an earlier one is lost. */
  #membership = 0;
  /** Questions to the leader: put, told at the last join, and answered. */
  #asked = 0;
  #told = 0;
  #answered = 0;
  #isEnding = false;
  /** What is taken and given up, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: OwnershipOptions) {
    this.#options = options;
    const { target: client, groupId, sessionTimeoutMs } = options;
    this.#member = new GroupMember({
      ...{ client, groupId, protocolType: OWNERSHIP_PROTOCOL_TYPE, protocolName: PROTOCOL_NAME },
      ...{ sessionTimeoutMs, rebalanceTimeoutMs: REBALANCE_SESSIONS * sessionTimeoutMs },
      ...{ marginMs: MARGIN_SHARE * sessionTimeoutMs, heartbeatMs: HEARTBEAT_MS },
      metadata: () => this.#state(),
      assign: (members) => {
        const states = members.map(({ memberId, metadata }) => ({ memberId, state: decodeState(metadata) }));
        return new Map([...shareWork(states)].map(([memberId, task]) => [memberId, encodeTask(task)]));
      },
      onAssigned: (assignment) => this.#assigned(decodeTask(assignment)),
      onLost: () => this.#lost(),
    });
  }

  /** Whether what this process owns is surely its own at this moment; asked before each write. */
  get isHeld(): boolean {
    return this.#member.lease.isHeld;
  }

  /** Until when that is so, for other threads to look at. */
  get deadline(): LeaseDeadline {
    return this.#member.lease.deadline;
  }

  /** Whether it is the one of its replication that prepares the target and watches the source. */
  get isPrimary(): boolean {
    return this.#task?.isPrimary ?? false;
  }

  /** Topics that are ready to be copied, by whichever process. */
  get topics(): readonly string[] {
    return [...this.#ready.keys()];
  }

  /** Takes part until `signal` aborts. Rejects with what ends the migration. */
  async run(signal: AbortSignal): Promise<void> {
    await removeDeadNeighbours(this.#options.target, this.#options.groupId);
    try {
      await this.#member.run(AbortSignal.any([signal, this.#failed.signal]));
    } catch (error) {
      this.#fail(error);
    }
    await this.#work;
    this.#failed.signal.throwIfAborted();
  }

  /**
   * Claims topics for the replication; returns early when `signal` aborts. Throws REPLICATION_TOPIC_OWNED with the
   * process that has one of them; then none of them is claimed.
   */
  async claim(topics: readonly string[], signal: AbortSignal): Promise<void> {
    const added = topics.filter((topic) => !this.#wanted.has(topic));
    if (added.length === 0) return;
    for (const topic of added) {
      this.#wanted.add(topic);
      this.#abandoned.delete(topic);
    }
    const refused = (await this.#ask(signal))?.refused;
    if (!refused) return;
    const taken = added.find((topic) => topic in refused);
    for (const topic of added) {
      if (taken === undefined) this.#claimed.add(topic);
      else this.#wanted.delete(topic);
    }
    if (taken !== undefined) throw ownedElsewhere(taken, refused[taken]!);
  }

  /**
   * Resolves when topics are ready to be copied: they are when one of the replication has said so. As long as that is
   * for this process to do, `prepare` does it, and gives their numbers of partitions. Returns early when `signal` aborts.
   */
  async untilReady(
    topics: readonly string[],
    prepare: () => Promise<Iterable<readonly [topic: string, partitions: number]>>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#until(signal, () => this.isPrimary || topics.every((topic) => this.#ready.has(topic)));
    if (signal.aborted || topics.every((topic) => this.#ready.has(topic))) return;
    this.announce(await prepare());
  }

  /** Says how many partitions of topics are ready: they are shared out then. */
  announce(ready: Iterable<readonly [topic: string, partitions: number]>): void {
    for (const [topic, partitions] of ready) this.#ready.set(topic, partitions);
    this.#member.rejoin();
  }

  /**
   * Gives topics up, for whoever wants them; resolves when nothing of them is under way, or when `signal` aborts. Only for
   * a replication of one process: others would go on with them.
   */
  async abandon(topics: readonly string[], signal: AbortSignal): Promise<void> {
    for (const topic of topics) {
      this.#abandoned.add(topic);
      for (const known of [this.#wanted, this.#claimed, this.#ready]) known.delete(topic);
    }
    await this.#ask(signal);
    await this.#until(signal, () => ![...this.#owned.values()].some(({ topic }) => topics.includes(topic)));
  }

  /**
   * Takes nothing more, having stopped all that it had; gives whether it is the last of its replication. When the
   * coordinator does not answer for long it counts as not the last.
   */
  async end(): Promise<boolean> {
    this.#isEnding = true;
    this.#owned.clear();
    const task = await this.#ask(AbortSignal.timeout(REBALANCE_SESSIONS * this.#options.sessionTimeoutMs));
    return (task?.isLast ?? false) && this.isPrimary;
  }

  /** Tells the leader how things are now, and gives its answer; undefined when `signal` aborts first. */
  async #ask(signal: AbortSignal): Promise<MemberTask | undefined> {
    this.#asked += 1;
    const due = this.#asked;
    this.#member.rejoin();
    await this.#until(signal, () => this.#answered >= due);
    return this.#answered >= due ? this.#task : undefined;
  }

  /** Resolves when it is so, or when `signal` aborts; throws what ended the membership. */
  async #until(signal: AbortSignal, isSo: () => boolean): Promise<void> {
    const wake = () => this.#changed.notify();
    signal.addEventListener('abort', wake);
    try {
      while (!isSo() && !signal.aborted) {
        this.#failed.signal.throwIfAborted();
        await this.#changed.wait();
      }
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }

  #state(): Buffer {
    this.#told = this.#asked;
    return encodeState({
      ...this.#self,
      ...{ replication: this.#options.replication, sharedBy: this.#options.sharedBy },
      granted: this.#task?.granted.filter((topic) => this.#wanted.has(topic)) ?? [],
      wanted: [...this.#wanted],
      ready: Object.fromEntries(this.#ready),
      owned: partitionSets(this.#owned.values()),
      isEnding: this.#isEnding,
    });
  }

  #assigned(task: MemberTask): void {
    this.#task = task;
    this.#answered = this.#told;
    // It may have been on its way when the topic was given up.
    for (const [topic, partitions] of Object.entries(task.ready))
      if (!this.#abandoned.has(topic)) this.#ready.set(topic, partitions);
    const taken = [...this.#claimed].find((topic) => topic in task.refused);
    // While this process stood still another replication took a topic over.
    if (taken !== undefined) this.#fail(ownedElsewhere(taken, task.refused[taken]!));
    const given = partitionsIn(task.owned);
    const surplus = [...this.#owned].filter(([key]) => !given.has(key) && !this.#releasing.has(key));
    if (surplus.length > 0) this.#giveUp(new Map(surplus));
    const gained = [...given].filter(([key]) => !this.#owned.has(key));
    if (gained.length > 0) this.#take(new Map(gained));
    this.#changed.notify();
  }

  #take(partitions: ReadonlyMap<string, TopicPartition>): void {
    const membership = this.#membership;
    for (const [key, where] of partitions) this.#owned.set(key, where);
    this.#next(async () => {
      await this.#options.learn([...partitions.values()]);
      // What was lost meanwhile, another may have by now.
      if (membership === this.#membership) this.#options.take([...partitions.values()]);
    });
  }

  #giveUp(partitions: ReadonlyMap<string, TopicPartition>): void {
    const membership = this.#membership;
    for (const key of partitions.keys()) this.#releasing.add(key);
    this.#next(async () => {
      if (membership !== this.#membership) return;
      const all = [...partitions.values()];
      const why = all.every(({ topic }) => this.#abandoned.has(topic)) ? 'abandoned' : 'moving';
      await this.#options.release(all, why);
      if (membership !== this.#membership) return;
      for (const key of partitions.keys()) {
        this.#releasing.delete(key);
        this.#owned.delete(key);
      }
      this.#changed.notify();
      this.#member.rejoin();
    });
  }

  /** Stops at once what another may have by now: a lease that is held again later is not one for these. */
  #lost(): void {
    this.#membership += 1;
    this.#task = undefined;
    const all = [...this.#owned.values()];
    this.#owned = new Map();
    this.#releasing.clear();
    if (all.length === 0) return;
    const released = this.#options.release(all, 'lost');
    this.#next(() => released);
  }

  #next(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error) => this.#fail(error));
  }

  #fail(error: unknown): void {
    if (!this.#failed.signal.aborted) this.#failed.abort(error);
    this.#changed.notify();
  }
}

const ownedElsewhere = (topic: string, { replication, host, pid, since }: Holder): CodedError =>
  replicationErrors.REPLICATION_TOPIC_OWNED({
    topic,
    replication,
    host,
    pid,
    since: new Date(since).toISOString(),
  });
