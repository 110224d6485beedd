import type { OperationInput } from '@mqferry/api';
import type { KafkaClient } from '@mqferry/kafka';
import { describeConfigs } from '@mqferry/kafka';
import { type DumpAction, dumpBlockedBy } from '@mqferry/migration';
import { dumpErrors } from '@mqferry/replication';
import type { StoredDump } from '@mqferry/store';
import { type DumpSettings, settingsOf } from '../dumps/dump-settings.ts';
import { factsOf } from '../dumps/dump-views.ts';
import type { KeptDump } from '../dumps/kept-dump.ts';

/** What is good to know of a dump before it is confirmed. */
export type DumpNote =
  /** Records get other offsets than they have. */
  | 'offsets-differ'
  /** They get other partitions, too. */
  | 'partitions-differ'
  /** Readers of the target see when records were appended there. */
  | 'append-time';

/** A dump that is started, as a step of a plan. */
export interface StartDump {
  readonly dumpId: string;
  readonly sourceTopic: string;
  readonly sourcePartitions: number;
  readonly targetTopic: string;
  readonly targetPartitions: number;
  readonly notes: readonly DumpNote[];
}

/** A topic that is made for a dump. */
export interface CreateDumpTarget {
  readonly clusterId: string;
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number | null;
}

interface OfDump {
  readonly dumpId: string;
}

/** What is done with dump tasks. */
export type DumpVerbs = {
  createDumpTarget(args: CreateDumpTarget): Promise<void>;
  /** Dumps from now on. Throws what keeps it from beginning. */
  startDump(args: StartDump): Promise<void>;
  /** Ends after the transaction under way. */
  pauseDump(args: OfDump): Promise<void>;
  resumeDump(args: OfDump): Promise<void>;
  /** Forgets it and its positions. */
  deleteDump(args: OfDump): Promise<void>;
};

/** What operations with dump tasks may look at. */
export interface DumpLooking {
  /** Throws API_NOT_FOUND. */
  dump(id: string): Promise<StoredDump>;
  dumpProcess(id: string): KeptDump | undefined;
  /** Throws DUMP_LOOP where records would come back. */
  checkLoops(stored: StoredDump): Promise<void>;
  client(clusterId: string): Promise<KafkaClient>;
}

type InputOf<Of extends DumpAction> = Extract<OperationInput, { readonly operation: Of }>;
type Do = <Verb extends keyof DumpVerbs>(verb: Verb, args: Parameters<DumpVerbs[Verb]>[0]) => Promise<void>;
type DumpOperations = {
  readonly [Of in DumpAction]: (input: InputOf<Of>, perform: Do, look: DumpLooking) => Promise<void>;
};

/** The task, if nothing is in the way of the action. */
const allowed = async (action: DumpAction, id: string, look: DumpLooking): Promise<StoredDump> => {
  const stored = await look.dump(id);
  const reason = dumpBlockedBy(action, factsOf(stored, look.dumpProcess(id)));
  if (reason) throw reason;
  return stored;
};

const topicOf = async (client: KafkaClient, name: string) =>
  (await client.retrying(() => client.refreshMetadata())).topics.get(name);

const notesOf = async (
  target: KafkaClient,
  { partitioning, targetTopic }: DumpSettings,
  counts: { readonly source: number; readonly target: number; readonly isNew: boolean },
): Promise<DumpNote[]> => {
  const notes: DumpNote[] = ['offsets-differ'];
  if (partitioning === 'key') notes.push('partitions-differ');
  if (counts.isNew) return notes;
  const configs = await describeConfigs(target, [{ topic: targetTopic }]).catch(() => undefined);
  const time = configs?.get(targetTopic)?.get('message.timestamp.type')?.value;
  return time === 'LogAppendTime' ? [...notes, 'append-time'] : notes;
};

const start = async (stored: StoredDump, perform: Do, look: DumpLooking): Promise<void> => {
  const settings = settingsOf(stored);
  const { sourceTopic, targetTopic, create, partitioning } = settings;
  await look.checkLoops(stored);
  const [source, target] = await Promise.all([look.client(stored.source_id), look.client(stored.target_id)]);
  const [from, to] = [await topicOf(source, sourceTopic), await topicOf(target, targetTopic)];
  if (!from) throw dumpErrors.DUMP_SOURCE_MISSING({ topic: sourceTopic });
  if (!to && !create) throw dumpErrors.DUMP_TARGET_MISSING({ topic: targetTopic });
  const sourcePartitions = from.partitions.length;
  const targetPartitions = to?.partitions.length ?? create!.partitions;
  if (partitioning === 'keep' && targetPartitions < sourcePartitions)
    throw dumpErrors.DUMP_PARTITIONS_FEWER({
      ...{ sourceTopic, targetTopic, source: sourcePartitions, target: targetPartitions },
    });
  const counts = { source: sourcePartitions, target: targetPartitions, isNew: !to };
  const notes = await notesOf(target, settings, counts);
  if (!to) {
    const topic = { topic: targetTopic, ...create! };
    await perform('createDumpTarget', { clusterId: stored.target_id, ...topic });
  }
  const topics = { sourceTopic, sourcePartitions, targetTopic, targetPartitions };
  await perform('startDump', { dumpId: stored.id, ...topics, notes });
};

/** What each operation with a dump task does; planned and applied by the same code. */
export const DUMP_OPERATIONS: DumpOperations = {
  startDump: async ({ dumpId }, perform, look) =>
    start(await allowed('startDump', dumpId, look), perform, look),
  pauseDump: async ({ dumpId }, perform, look) => {
    await allowed('pauseDump', dumpId, look);
    await perform('pauseDump', { dumpId });
  },
  resumeDump: async ({ dumpId }, perform, look) => {
    await allowed('resumeDump', dumpId, look);
    await perform('resumeDump', { dumpId });
  },
  deleteDump: async ({ dumpId }, perform, look) => {
    await allowed('deleteDump', dumpId, look);
    await perform('deleteDump', { dumpId });
  },
};
