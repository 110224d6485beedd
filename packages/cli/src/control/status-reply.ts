import { type RunningMigration, verifiedTopics } from '@mqferry/replication';
import type { ControlReply } from './control-protocol.ts';

const finite = (rate: number | undefined): number | undefined =>
  rate === undefined || rate === Number.POSITIVE_INFINITY ? undefined : rate;

/** The state of a running copy, by topic. What is not known is left out. */
export const statusReply = (
  running: Pick<RunningMigration, 'status' | 'topics' | 'control' | 'verification'>,
): ControlReply => {
  const { partitions, ...status } = running.status();
  const { total, topicRates } = running.control;
  const verification = running.verification();
  return {
    type: 'status',
    ...status,
    partitions: partitions.length,
    bytesPerSecond: finite(total.bytesPerSecond),
    topics: running
      .topics()
      .map((topic) => ({ ...topic, bytesPerSecond: finite(topicRates.get(topic.topic)) })),
    verification: verification && { topics: verifiedTopics(verification), leftOut: verification.leftOut },
    stopped: partitions.filter(({ phase }) => phase === 'stopped'),
  };
};
