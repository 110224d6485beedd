import { ByteReader, type CodedError, codedErrorIn } from '@mqferry/core';
import {
  batchBytes,
  brokerErrorName,
  type KafkaClient,
  openRecordSlices,
  type RecordContent,
  type RecordSlices,
  readBody,
  scanBatches,
  TransactionalProducer,
  verifyCrc,
} from '@mqferry/kafka';
import type { RateLimit } from '../copier/rate-limit.ts';
import { SkippedRecords } from '../verify/skipped-records.ts';
import { dumpErrors } from './dump-errors.ts';
import { DumpReader, type ReadPiece } from './dump-reader.ts';
import type { DumpEvent, DumpSpec, DumpStatus } from './dump-spec.ts';
import { batchBytesOf, type DumpTopics, dumpTopics, partitionerOf } from './dump-topics.ts';
import { groupOf, offsetOfSlot, readPositions, transactionalIdOf } from './kept-positions.ts';
import { Outgoing, type OutgoingBatch } from './outgoing.ts';
import type { Partitioner } from './partitioner.ts';
import { PositionTable } from './position-table.ts';
import { addedPosition, startPositions } from './start-positions.ts';

/** What an attempt works with. */
export interface DumpWorld {
  readonly source: KafkaClient;
  readonly target: KafkaClient;
  readonly limit: RateLimit;
  readonly signal: AbortSignal;
  readonly onEvent: (event: DumpEvent) => void;
  /** Told after each transaction. */
  readonly onStatus: (status: DumpStatus) => void;
}

/** `again`: the topics have other partitions now. */
export type AttemptEnd = 'stopped' | 'done' | 'again';

/** Bytes of a transaction, about, at most. */
const TRANSACTION_BYTES = 16 * 1024 * 1024;
/** What comes within so long shares a transaction. */
const LINGER_MS = 100;
const IDLE_MS = 1_000;
/** Offsets that nobody commits are forgotten after a week, by default; also those of partitions that rest. */
const KEEP_ALIVE_MS = 3_600_000;
const LOOK_MS = 30_000;
/** Skipped records of a transaction that are told one by one. */
const TOLD_SKIPS = 5;

/** What a broker says to a batch that no repetition makes better. */
const REFUSALS: ReadonlySet<string | undefined> = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TIMESTAMP',
  'INVALID_RECORD',
  'UNSUPPORTED_COMPRESSION_TYPE',
  'POLICY_VIOLATION',
]);

/**
 * Dumps from where the target says that the dump is, until it is stopped or something fails. Everything that is written
 * is written in transactions, each with the positions after it, so that whatever happens the target has either both or
 * none; taking the transactional id ends what an earlier runner of the same dump had under way, and fences it.
 */
export class DumpAttempt {
  readonly #world: DumpWorld;
  readonly #spec: DumpSpec;
  readonly #topics: DumpTopics;
  readonly #producer: TransactionalProducer;
  readonly #table: PositionTable;
  readonly #reader: DumpReader;
  readonly #partitioner: Partitioner;
  readonly #batchBytes: number;
  readonly #sourceTopicId: string | undefined;
  #outgoing: Outgoing;
  #events: DumpEvent[] = [];
  #read = 0;
  #lastTimestamp = -1n;
  #lastWhole = performance.now();
  #isOpen = false;

  private constructor(
    world: DumpWorld,
    spec: DumpSpec,
    topics: DumpTopics,
    producer: TransactionalProducer,
    table: PositionTable,
    batchLimit: number,
  ) {
    this.#world = world;
    this.#spec = spec;
    this.#topics = topics;
    this.#producer = producer;
    this.#table = table;
    this.#batchBytes = batchLimit;
    this.#sourceTopicId = topics.source.topicId;
    this.#partitioner = partitionerOf(topics, spec.partitioning);
    this.#reader = new DumpReader(world.source, topics.source, table.all, world.limit, spec.acceptGaps);
    this.#outgoing = this.#emptyTransaction();
  }

  /** Runs once. Throws DUMP_…, FILTER_FAILED, and what keeps clusters from being reached. */
  static async run(spec: DumpSpec, world: DumpWorld): Promise<AttemptEnd> {
    let attempt: DumpAttempt | undefined;
    try {
      attempt = await DumpAttempt.#make(spec, world);
      // What is settled now stays so: where it begins, and where it ends.
      await attempt.#commit();
      return await attempt.#follow();
    } catch (error) {
      if (attempt) await attempt.#abort();
      throw explained(error, spec.targetTopic);
    }
  }

  static async #make(spec: DumpSpec, world: DumpWorld): Promise<DumpAttempt> {
    const { source, target, signal } = world;
    const topics = await dumpTopics(source, target, spec, signal);
    const { partitions, topicId } = topics.source;
    // From here on no other runner of this dump changes its positions.
    const producer = await TransactionalProducer.take(target, transactionalIdOf(spec.id), signal);
    const kept = await readPositions(target, spec.id, spec.targetTopic, partitions.length);
    if (!kept && spec.begun) throw dumpErrors.DUMP_POSITIONS_GONE({ group: groupOf(spec.id, 0) });
    const isOther =
      kept?.sourceTopicId !== undefined && topicId !== undefined && kept.sourceTopicId !== topicId;
    if (isOther || (kept && kept.partitions > partitions.length))
      throw dumpErrors.DUMP_SOURCE_RECREATED({ topic: spec.sourceTopic });
    // Some were forgotten, as where partitions rest for long while the dump does not run.
    if (kept && kept.positions.length < kept.partitions)
      throw dumpErrors.DUMP_POSITIONS_GONE({ group: `${groupOf(spec.id, 0)}*` });
    const known = kept?.positions ?? (await startPositions(source, topics.source, spec));
    const numbers = new Set(known.map(({ partition }) => partition));
    const added = partitions.filter(({ partition }) => !numbers.has(partition));
    const positions = [...known, ...added.map(({ partition }) => addedPosition(partition, spec))];
    const table = new PositionTable(positions);
    if (!kept || added.length > 0) table.touch();
    if (kept && added.length > 0) world.onEvent({ type: 'source-grown', partitions: partitions.length });
    const limit = await batchBytesOf(target, spec.targetTopic);
    return new DumpAttempt(world, spec, topics, producer, table, limit);
  }

  /** Readers of the target are not kept waiting for a transaction that nobody ends. */
  async #abort(): Promise<void> {
    if (this.#isOpen) await this.#producer.end(false).catch(() => undefined);
  }

  #emptyTransaction(): Outgoing {
    const { name, topicId } = this.#topics.target;
    return new Outgoing(name, topicId, this.#batchBytes);
  }

  async #follow(): Promise<AttemptEnd> {
    const { signal, onEvent } = this.#world;
    onEvent({ type: 'running', positions: this.#table.places });
    this.#tell();
    const reading = new AbortController();
    this.#reader.start(AbortSignal.any([signal, reading.signal]));
    try {
      let looked = performance.now();
      while (!signal.aborted) {
        if (this.#table.isDone) return 'done';
        await this.#round();
        if (performance.now() - looked < LOOK_MS) continue;
        looked = performance.now();
        if (await this.#haveTopicsChanged()) return 'again';
      }
      return 'stopped';
    } finally {
      reading.abort();
    }
  }

  /** One transaction of what has come, or several. */
  async #round(): Promise<void> {
    const { signal } = this.#world;
    let pieces = await this.#reader.take(IDLE_MS);
    const until = performance.now() + LINGER_MS;
    while (pieces.length > 0 && !signal.aborted) {
      for (const piece of pieces) await this.#accept(piece);
      const left = until - performance.now();
      if (left <= 0) break;
      pieces = await this.#reader.take(left);
    }
    if (performance.now() - this.#lastWhole > KEEP_ALIVE_MS) {
      this.#table.touch();
      this.#lastWhole = performance.now();
    }
    await this.#commit();
    this.#tell();
  }

  async #accept({ partition, records, aborted, from, nothingBefore, isGap }: ReadPiece): Promise<void> {
    if (isGap) {
      this.#events.push({ type: 'gap', partition, from, to: nothingBefore! });
      this.#table.leap(partition, nothingBefore!);
      return;
    }
    const skipped = new SkippedRecords(aborted);
    for (const header of scanBatches(records).batches) {
      const bytes = batchBytes(records, header);
      const isLeftOut = skipped.next({ header, bytes }) || header.isControl;
      if (!isLeftOut) {
        verifyCrc(bytes);
        const slices = openRecordSlices(bytes, { header });
        while (slices.next()) await this.#take(partition, slices);
      }
      this.#table.advance(partition, header.lastOffset + 1n);
    }
    if (nothingBefore !== undefined) this.#table.advance(partition, nothingBefore);
  }

  async #take(partition: number, record: RecordSlices): Promise<void> {
    const { offset, end } = this.#table.get(partition);
    if (record.offset < offset || (end !== undefined && record.offset >= end)) return;
    const { body, start } = record;
    const content = readBody(new ByteReader(body, start, record.end));
    const fate = await this.#fateOf(partition, record, content);
    if (fate === 'written')
      this.#outgoing.add(this.#partitioner(partition, record.offset, content.key), partition, record);
    this.#table.count(partition, 'read');
    this.#table.count(partition, fate);
    this.#table.advance(partition, record.offset + 1n);
    this.#read += 1;
    this.#lastTimestamp = record.timestamp;
    const isFull = this.#read >= this.#spec.batchRecords || this.#outgoing.bytes >= TRANSACTION_BYTES;
    if (isFull) await this.#commit();
  }

  async #fateOf(
    partition: number,
    { offset, timestamp }: RecordSlices,
    content: RecordContent,
  ): Promise<'written' | 'filtered' | 'skipped'> {
    const { filter, onFilterError, sourceTopic: topic } = this.#spec;
    if (!filter) return 'written';
    try {
      return filter.accepts({ topic, partition, offset, timestamp, ...content }) ? 'written' : 'filtered';
    } catch (error) {
      const coded = codedErrorIn(error);
      if (coded?.code !== 'FILTER_FAILED' || onFilterError === 'stop') {
        // What comes before it is not held up by it.
        await this.#commit();
        throw error;
      }
      this.#events.push({ type: 'skipped', partition, offset, error: coded });
      return 'skipped';
    }
  }

  /** Writes what was gathered, with the positions after it, in one transaction. */
  async #commit(): Promise<void> {
    const { targetTopic, id } = this.#spec;
    const slots = this.#table.changedSlots;
    if (slots.length === 0) return;
    const rounds = this.#outgoing.finish();
    this.#isOpen = true;
    await this.#producer.begin(
      (rounds[0] ?? []).map(({ topic, partition }) => ({ topic, partition })),
      slots.map((slot) => groupOf(id, slot)),
    );
    for (const round of rounds) await this.#append(round);
    for (const slot of slots) {
      const offset = offsetOfSlot(targetTopic, {
        ...{ sourceTopicId: this.#sourceTopicId, partitions: this.#table.all.length },
        positions: this.#table.inSlot(slot),
      });
      await this.#producer.commitOffsets(groupOf(id, slot), [offset]);
    }
    await this.#producer.end(true);
    this.#isOpen = false;
    this.#table.settle();
    this.#outgoing = this.#emptyTransaction();
    this.#read = 0;
    this.#tellEvents();
    this.#tell();
  }

  async #append(round: readonly OutgoingBatch[]): Promise<void> {
    try {
      await this.#producer.append(round);
    } catch (error) {
      const name = brokerErrorName(error);
      if (!REFUSALS.has(name)) throw error;
      const { subject, detail } = codedErrorIn(error)!.parameters;
      const refused = round.find(({ topic, partition }) => `${topic}-${partition}` === subject) ?? round[0]!;
      const { topic, partition, firstSource } = refused;
      const from = `${firstSource.partition}:${firstSource.offset}`;
      throw dumpErrors.DUMP_RECORD_REFUSED(
        { topic, partition, from, error: name!, detail: detail ?? '' },
        error,
      );
    }
  }

  #tellEvents(): void {
    const events = this.#events;
    this.#events = [];
    const skips = events.filter(({ type }) => type === 'skipped');
    const told = [...events.filter(({ type }) => type !== 'skipped'), ...skips.slice(0, TOLD_SKIPS)];
    for (const event of told) this.#world.onEvent(event);
    if (skips.length > TOLD_SKIPS) this.#world.onEvent({ type: 'skipped', more: skips.length - TOLD_SKIPS });
  }

  #tell(): void {
    const ends = this.#reader.logEnds;
    const all = this.#table.all.filter(({ offset, end }) => end === undefined || offset < end);
    const isKnown = all.every(({ partition }) => ends.has(partition));
    const lag = all.reduce((sum, { partition, offset, end }) => {
      const logEnd = end ?? ends.get(partition) ?? offset;
      return sum + (logEnd > offset ? logEnd - offset : 0n);
    }, 0n);
    const age = this.#lastTimestamp < 0n ? undefined : Math.max(0, Date.now() - Number(this.#lastTimestamp));
    this.#world.onStatus({
      ...this.#table.counts,
      ...{ readBytes: this.#reader.readBytes, lag: isKnown ? lag : undefined },
      lagMs: !isKnown ? undefined : lag === 0n ? 0 : age,
      positions: this.#table.places,
    });
  }

  async #haveTopicsChanged(): Promise<boolean> {
    const { source, target } = this.#world;
    const now = await Promise.all([source, target].map((client) => client.refreshMetadata()));
    return [this.#topics.source, this.#topics.target].some((was, i) => {
      const is = now[i]!.topics.get(was.name);
      return is?.topicId !== was.topicId || is?.partitions.length !== was.partitions.length;
    });
  }
}

/** The same in a dump's own words, where it has some. */
const explained = (error: unknown, targetTopic: string): CodedError | unknown => {
  const of = (right: string, resource: string) => dumpErrors.DUMP_RIGHTS_MISSING({ right, resource }, error);
  switch (brokerErrorName(error)) {
    case 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED':
      return of('Write', 'TransactionalId mqferry-dump-*');
    case 'GROUP_AUTHORIZATION_FAILED':
      return of('Read', 'Group __mqferry-dump-*');
    case 'TOPIC_AUTHORIZATION_FAILED':
      return of('Write, Read', `Topic ${targetTopic}`);
    case 'CLUSTER_AUTHORIZATION_FAILED':
      return of('IdempotentWrite', 'Cluster');
    case 'INVALID_PRODUCER_EPOCH':
    case 'PRODUCER_FENCED':
    case 'INVALID_PRODUCER_ID_MAPPING':
      return dumpErrors.DUMP_FENCED({}, error);
    // So a coordinator (4.3.1) answers to EndTxn, now and then, while another process takes the transactional id.
    case 'UNKNOWN_SERVER_ERROR':
      return dumpErrors.DUMP_SERVER_ERROR({}, error);
    default:
      return error;
  }
};
