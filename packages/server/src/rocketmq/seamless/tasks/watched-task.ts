import { type CodedError, codedErrorIn, pause } from '@mqferry/core';
import type { Pace, SeamlessFacts } from '@mqferry/migration';
import type { SeamlessBatches, SeamlessGateways, SeamlessTasks, SeamlessTopics } from '@mqferry/store';
import type { FastifyBaseLogger } from 'fastify';
import { coded } from '../../../inventory/coded.ts';
import type { ConnectedRocketmq } from '../../clusters/connected-rocketmq.ts';
import { type ObservedClusters, SeamlessObserver } from '../observe/seamless-observer.ts';
import type { GatewayReports } from './gateway-reports.ts';
import { observedTask, positionsOf, type StoredParts } from './observed-task.ts';
import { isOtherTable, nextTable } from './routing-document.ts';
import { TrafficHistory } from './traffic.ts';
import { unseenFacts } from './unseen-facts.ts';

/** How tasks are watched. */
export interface SeamlessPace {
  /** From the end of one look to the next, in milliseconds. */
  readonly lookMs: number;
  /** How soon clients act on a change of routes; those settings that are not here are the defaults of clients. */
  readonly clients: Partial<Pace>;
  /** For so long nobody may have written before a side counts as drained, in milliseconds. */
  readonly stillMs: number;
}

/** What a watched task needs of the service. */
export interface WatchingParts {
  readonly seamlessTasks: SeamlessTasks;
  readonly seamlessTopics: SeamlessTopics;
  readonly seamlessGateways: SeamlessGateways;
  readonly seamlessBatches: SeamlessBatches;
  readonly connected: ConnectedRocketmq;
  readonly reports: GatewayReports;
  readonly pace: SeamlessPace;
  readonly now: () => Date;
  readonly log: FastifyBaseLogger;
}

/** What is known of a task. */
export interface SeenTask {
  readonly stored: StoredParts;
  readonly facts: SeamlessFacts;
  /** When both clusters were looked at last, in milliseconds since 1970; undefined: not yet. */
  readonly at: number | undefined;
  /** Why they could not be looked at. */
  readonly problem: CodedError | undefined;
}

/** A task whose clusters are looked at again and again, and whose table follows the groups that come and go. */
export class WatchedTask {
  readonly id: string;
  readonly history = new TrafficHistory();
  readonly #parts: WatchingParts;
  readonly #observer = new SeamlessObserver();
  readonly #ending = new AbortController();
  #soon = new AbortController();
  #seen: Pick<SeenTask, 'facts' | 'at' | 'problem'> | undefined;
  /** One thing at a time: looks and what is changed by them. */
  #queue: Promise<unknown> = Promise.resolve();
  #loop: Promise<void> = Promise.resolve();

  constructor(id: string, parts: WatchingParts) {
    this.id = id;
    this.#parts = parts;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#loop;
    await this.#queue;
  }

  /** What is known of it. Undefined: the task is gone. */
  async seen(): Promise<SeenTask | undefined> {
    const stored = await this.#stored();
    if (!stored) return undefined;
    const { facts, at, problem } = this.#seen ?? { facts: undefined, at: undefined, problem: undefined };
    return { stored, facts: this.#present(stored, facts), at, problem };
  }

  /** Looks at both clusters now, and then does this, before anything else is changed. Throws why they could not be looked at. */
  lookAnd<T>(act: (seen: SeenTask) => Promise<T>): Promise<T> {
    return this.exclusively(async () => {
      await this.#look();
      const seen = await this.seen();
      if (!seen) throw new Error(`task ${this.id} is gone`);
      if (seen.problem) throw seen.problem;
      return act(seen);
    });
  }

  /** Does this when nothing else is being changed. */
  exclusively<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(act);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** Something was changed: the next look is now. */
  lookSoon(): void {
    this.#soon.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      this.#soon = new AbortController();
      await this.exclusively(() => this.#look()).catch((error: unknown) =>
        this.#parts.log.error({ err: error, task: this.id }, 'task not looked at'),
      );
      const either = AbortSignal.any([signal, this.#soon.signal]);
      await pause(this.#parts.pace.lookMs, either).catch(() => undefined);
    }
  }

  async #stored(): Promise<StoredParts | undefined> {
    const { seamlessTasks, seamlessTopics, seamlessGateways, seamlessBatches } = this.#parts;
    const task = await seamlessTasks.get(this.id);
    if (!task) return undefined;
    const isInBatches = task.mode === 'batches';
    const [topics, gateways, begun, broadcastsRead] = await Promise.all([
      seamlessTopics.list(this.id),
      isInBatches ? [] : seamlessGateways.list(this.id),
      isInBatches ? seamlessBatches.begun(this.id) : [],
      isInBatches ? seamlessBatches.broadcastsRead(this.id) : [],
    ]);
    return { task, topics, gateways, begun, broadcastsRead };
  }

  #observed(stored: StoredParts) {
    const { clients, stillMs } = this.#parts.pace;
    return observedTask(stored, this.#parts.reports.of(this.id), { pace: clients, stillMs });
  }

  /** What was seen last, of the topics that the task has now. */
  #present(stored: StoredParts, seen: SeamlessFacts | undefined): SeamlessFacts {
    const unseen = unseenFacts(this.#observed(stored));
    if (!seen) return unseen;
    const topics = [...unseen.topics].map(([topic, placed]) => {
      const { position, revision, servedSince } = placed;
      const known = seen.topics.get(topic);
      return [topic, known ? { ...known, position, revision, servedSince } : placed] as const;
    });
    return { ...seen, gateways: unseen.gateways, topics: new Map(topics) };
  }

  async #look(): Promise<void> {
    const stored = await this.#stored();
    if (!stored) return;
    try {
      const clusters = await this.#clusters(stored);
      const facts = await this.#observer.look(clusters, this.#observed(stored));
      this.history.add(facts);
      this.#seen = { facts, at: facts.now, problem: undefined };
      await this.#followGroups(stored, facts);
    } catch (error) {
      if (!codedErrorIn(error)) throw error;
      this.#seen = { ...(await this.#unreachable(stored)), at: this.#seen?.at, problem: coded(error) };
    }
  }

  async #clusters({ task }: StoredParts): Promise<ObservedClusters> {
    const open = async (id: string) => {
      const { admin, clusterName } = await this.#parts.connected.get(id);
      return { admin, cluster: clusterName };
    };
    return { source: await open(task.source_id), target: await open(task.target_id) };
  }

  /** What was seen last, as of now: a side whose name servers do not answer is not connected. */
  async #unreachable(stored: StoredParts): Promise<{ facts: SeamlessFacts }> {
    const facts = this.#present(stored, this.#seen?.facts);
    const answers = async (id: string) => {
      const { admin } = await this.#parts.connected.get(id);
      await admin.nameServers.clusterInfo();
    };
    const [source, target] = await Promise.allSettled([
      answers(stored.task.source_id),
      answers(stored.task.target_id),
    ]);
    const connected = ({ status }: PromiseSettledResult<void>) => status === 'fulfilled';
    const clusters = {
      source: { ...facts.clusters.source, connected: connected(source) },
      target: { ...facts.clusters.target, connected: connected(target) },
    };
    return { facts: { ...facts, now: Date.now(), clusters } };
  }

  /** A group that has come to read a topic is to find its retries on both sides, too. */
  async #followGroups({ task, topics }: StoredParts, facts: SeamlessFacts): Promise<void> {
    if (task.intent === 'completed' || task.mode === 'batches') return;
    const tableText = nextTable(task, { positions: positionsOf(topics), facts });
    if (!isOtherTable(task.table_text, tableText)) return;
    const { seamlessTasks, now } = this.#parts;
    await seamlessTasks.publish(this.id, { expected: task.routing_revision, tableText, topics: [] }, now());
  }
}
