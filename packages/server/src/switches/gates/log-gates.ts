import { lastStableOffsets, logEndOffsets, Metadata } from '@mqferry/kafka';
import { type GateWorld, partitionsOf } from '../gate-world.ts';
import { deniedTopics } from '../write-denial.ts';
import { firstOf, type Measured, verdict } from './measured.ts';

type Ends = Pick<GateWorld, 'from' | 'to' | 'topics'>;

/** The bit of WRITE among the operations that a user may do (AclOperation). */
const WRITE = 1 << 4;

/** Whether nobody but super users may write on the side that is left. */
export const writesDenied = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const denied = await deniedTopics(from, topics);
  return verdict(denied.size === topics.length, { topics: topics.length, denied: denied.size });
};

/** Super users may write in spite of the denial, and only as such can the copier write there when it copies back. */
export const copierMayWrite = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const answer = await from.send(
    Metadata,
    {
      topics: topics.map((name) => ({ name })),
      allowAutoTopicCreation: false,
      includeTopicAuthorizedOperations: true,
    },
    'any',
  );
  const refused = answer.topics.filter(({ topicAuthorizedOperations: may }) => (may & WRITE) === 0);
  return verdict(refused.length === 0, { topics: topics.length, refused: refused.length });
};

/** Whether no log has grown for a while. */
export const producersStopped = async ({
  from,
  topics,
  stillness,
  stillMs,
}: GateWorld): Promise<Measured> => {
  const ends = await logEndOffsets(from, await partitionsOf(from, topics));
  const stillForMs = stillness.observe(ends, Date.now());
  const end = [...ends.values()].reduce((sum, offset) => sum + offset, 0n);
  return verdict(stillForMs >= stillMs, { stillForSeconds: Math.floor(stillForMs / 1000), end });
};

export const transactionsEnded = async ({ from, topics }: GateWorld): Promise<Measured> => {
  const partitions = await partitionsOf(from, topics);
  const [ends, stable] = await Promise.all([
    logEndOffsets(from, partitions),
    lastStableOffsets(from, partitions),
  ]);
  const open = [...ends].filter(([partition, end]) => stable.get(partition) !== end);
  return verdict(open.length === 0, {
    partitions: partitions.length,
    withOpenTransactions: open.length,
    first: firstOf(open.map(([partition]) => partition)),
  });
};

/** Whether each log ends at the same offset on both sides. */
export const copied = async ({ from, to, topics }: Ends): Promise<Measured> => {
  const [theirs, ours] = await Promise.all(
    [from, to].map(async (client) => logEndOffsets(client, await partitionsOf(client, topics))),
  );
  const behind = [...theirs!].filter(([partition, end]) => ours!.get(partition) !== end);
  return verdict(behind.length === 0 && theirs!.size > 0, {
    partitions: theirs!.size,
    unequalEnds: behind.length,
    first: behind[0] && `${behind[0][0]}: ${behind[0][1]} / ${ours!.get(behind[0][0]) ?? '–'}`,
  });
};

/** The same at the moment of acting. */
export const areEndsEqual = async (ends: Ends): Promise<boolean> => (await copied(ends)).verdict === 'pass';

/**
 * Whether the topics are on the other side, with as many partitions, and new: nothing was copied there, and what is in
 * them was written by the producers that have moved. On the way back the topics of the source are as they were left.
 */
export const targetReady = async ({ from, to, topics }: GateWorld): Promise<Measured> => {
  const [here, there] = [(await from.refreshMetadata()).topics, (await to.refreshMetadata()).topics];
  const wrong = topics.filter(
    (topic) => here.get(topic)?.partitions.length !== there.get(topic)?.partitions.length,
  );
  return verdict(wrong.length === 0, { topics: topics.length, missing: wrong.length, first: firstOf(wrong) });
};
